package nl.privacyloket.notification.letter;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes text that somebody typed fit for a mail, where it ends in a header or among our own sentences. */
public final class PlainText {
    private static final int LONGEST_LINE = 160;
    private static final int MOST_LINES = 400;

    /**
     * Line breaks and other controls, and the marks that turn the direction of text or hide in it. The two joiners
     * stay: Persian and Indian names are spelt with them.
     */
    private static final Pattern UNFIT = Pattern.compile(
            "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}\\u034F\\u115F\\u1160\\u3164&&[^\\u200C\\u200D]]+");

    private static final Pattern BLANKS = Pattern.compile("[\\p{Z}\\s]+");

    /** Marks on one letter. No language needs more, and a hundred of them cover the lines above and below. */
    private static final Pattern TOWER = Pattern.compile("(\\p{M}{4})\\p{M}+");

    /** What mail readers make clickable; initials such as J.P. and Th.M.Jansen are none. */
    private static final Pattern LINK = Pattern.compile("://|@|(?i:www\\.)|\\.\\p{Ll}{2,}");

    private PlainText() {}

    /** One line without control and direction marks, 160 characters at most; empty for null. */
    public static String line(String text) {
        if (text == null) {
            return "";
        }
        String line = BLANKS.matcher(fit(text)).replaceAll(" ").strip();
        if (line.codePointCount(0, line.length()) <= LONGEST_LINE) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, LONGEST_LINE)).strip() + "…";
    }

    /**
     * A name to address somebody by. Empty when it holds a link or an address: anyone can make us write to anyone, and
     * the name is the one part of the first mail that the sender of a request chooses.
     */
    public static String name(String text) {
        String name = line(text);
        return LINK.matcher(name).find() ? "" : name;
    }

    /** Keeps the line breaks, up to 400 lines; drops other controls and the marks. */
    public static String lines(String text) {
        return text.lines()
                .limit(MOST_LINES)
                .map(line -> fit(line).stripTrailing())
                .collect(Collectors.joining("\n"))
                .strip();
    }

    /** The last fence, for what is said: the same with its line breaks, however long, and without what does not fit. */
    static String said(String text) {
        return UNFIT.matcher(text).find() || TOWER.matcher(text).find()
                ? text.lines().map(PlainText::fit).collect(Collectors.joining("\n"))
                : text;
    }

    private static String fit(String line) {
        return TOWER.matcher(UNFIT.matcher(line).replaceAll(" ")).replaceAll("$1");
    }
}
