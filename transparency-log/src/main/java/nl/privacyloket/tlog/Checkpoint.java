package nl.privacyloket.tlog;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a log looked like at one size, as C2SP's tlog-checkpoint writes it. Says nothing until someone trusted signed it.
 *
 * @param origin which log, for ever: the name of its key
 * @param size how many entries it had
 * @param root of the tree over them
 */
public record Checkpoint(String origin, long size, Hash root) {
    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,18}");
    private static final int LINES = 3;

    public Checkpoint {
        if (origin.isEmpty() || origin.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the origin of a checkpoint is one line that is not empty");
        }
        if (size < 0) {
            throw new IllegalArgumentException("a log cannot have " + size + " entries");
        }
        if (size == 0 && !root.equals(Hash.EMPTY_TREE)) {
            throw new IllegalArgumentException("an empty log has another root");
        }
    }

    /** The text that is signed: three lines, each ended by a newline. */
    public String text() {
        return origin + "\n" + size + "\n" + root.base64() + "\n";
    }

    /**
     * Reads the text of a checkpoint. Lines after the third are another log's business and passed over.
     *
     * @throws IllegalArgumentException telling what is wrong with it
     */
    public static Checkpoint parse(String text) {
        if (!text.endsWith("\n")) {
            throw new IllegalArgumentException("the text of a checkpoint ends with a newline");
        }
        List<String> lines = List.of(text.substring(0, text.length() - 1).split("\n", -1));
        if (lines.size() < LINES || lines.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("a checkpoint has at least three lines, none of them empty");
        }
        if (!SIZE.matcher(lines.get(1)).matches()) {
            throw new IllegalArgumentException("the second line of a checkpoint is the log's size");
        }
        // Larger than a long is a NumberFormatException: an IllegalArgumentException too.
        return new Checkpoint(lines.get(0), Long.parseLong(lines.get(1)), Hash.parse(lines.get(2)));
    }
}
