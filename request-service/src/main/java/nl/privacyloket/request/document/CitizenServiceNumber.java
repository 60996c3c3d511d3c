package nl.privacyloket.request.document;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds citizen service numbers (BSN): nine digits, together or in groups, not all zero, that pass the eleven-test: weights 9
 * to 2 and -1, the sum divisible by 11. One number in eleven passes by chance; that is the price of never letting a real one
 * through.
 */
final class CitizenServiceNumber {

    private static final int LENGTH = 9;
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern SEPARATOR = Pattern.compile("[ .\\-·]{1,2}");

    /** Letters that recognition takes for digits: at most two of nine, so that words stay words. */
    private static final Pattern MISREAD = Pattern.compile("(?<![A-Za-z0-9])[0-9OoIlSB]{9}(?![A-Za-z0-9])");

    private static final int DIGITS_IN_MISREAD = 7;

    private CitizenServiceNumber() {}

    static boolean isIn(String text) {
        return text.lines().anyMatch(line -> isInGroups(line) || isMisreadIn(line));
    }

    private static boolean isInGroups(String line) {
        List<int[]> groups = new ArrayList<>();
        Matcher digits = DIGITS.matcher(line);
        while (digits.find()) {
            groups.add(new int[] {digits.start(), digits.end()});
        }
        for (int first = 0; first < groups.size(); first++) {
            StringBuilder joined = new StringBuilder();
            for (int next = first; next < groups.size() && joined.length() < LENGTH; next++) {
                int[] group = groups.get(next);
                if (next > first && !areJoined(line, groups.get(next - 1)[1], group[0])) {
                    break;
                }
                joined.append(line, group[0], group[1]);
                if (joined.length() == LENGTH && passesElevenTest(joined)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean areJoined(String line, int from, int to) {
        return SEPARATOR.matcher(line).region(from, to).matches();
    }

    private static boolean isMisreadIn(String line) {
        return MISREAD.matcher(line)
                .results()
                .map(found -> found.group())
                .filter(word -> word.chars().filter(Character::isDigit).count() >= DIGITS_IN_MISREAD)
                .map(word -> word.replace('O', '0')
                        .replace('o', '0')
                        .replace('I', '1')
                        .replace('l', '1')
                        .replace('S', '5')
                        .replace('B', '8'))
                .anyMatch(CitizenServiceNumber::passesElevenTest);
    }

    private static boolean passesElevenTest(CharSequence digits) {
        int sum = -(digits.charAt(LENGTH - 1) - '0');
        int all = digits.charAt(LENGTH - 1) - '0';
        for (int at = 0; at < LENGTH - 1; at++) {
            int digit = digits.charAt(at) - '0';
            sum += (LENGTH - at) * digit;
            all += digit;
        }
        return all > 0 && sum % 11 == 0;
    }
}
