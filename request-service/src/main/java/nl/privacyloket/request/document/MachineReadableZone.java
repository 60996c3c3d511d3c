package nl.privacyloket.request.document;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds lines of a machine readable zone: TD1, TD2 and TD3 of ICAO Doc 9303 (parts 4 to 6), and the line of thirty characters on
 * Dutch driving licences. Each line is looked at alone, as the others may have been made black.
 *
 * <p>A line counts when it has the places of a line with dates and at least half of the check digits that are in it hold, or
 * when it is in the alphabet of the zone, has five or more fillers and still shows eight or more letters and digits. So what
 * recognition misreads does not let a readable line through, and what is left beside a mask does not count as one.
 */
final class MachineReadableZone {

    private static final int SHORTEST = 24;
    private static final int FILLERS = 5;
    private static final int SHOWN = 8;
    private static final int FOREIGN = 2;

    // A digit, or a letter that recognition makes of one.
    private static final String D = "[0-9OQDILZSBG]";
    private static final String DATES = "(" + D + "{6})(" + D + ")[A-Z<](" + D + "{6})(" + D + ")";

    /** Second line of TD2 and TD3: document number, nationality, birth date, sex, expiry. */
    private static final Pattern NUMBER_AND_DATES =
            Pattern.compile("(?=([A-Z0-9<]{9})(" + D + "|<)[A-Z<]{3}" + DATES + ")");

    /** Second line of TD1: birth date, sex, expiry, nationality. */
    private static final Pattern DATES_AND_NATION = Pattern.compile("(?=" + DATES + "[A-Z<]{3})");

    /** First line of TD1: kind, state, document number. */
    private static final Pattern KIND_AND_NUMBER =
            Pattern.compile("^[ACI][A-Z0-9<][A-Z<]{3}([A-Z0-9<]{9})(" + D + ")[A-Z0-9<]{15}$");

    /** Kind, version, state, then the number and more. */
    private static final Pattern DRIVING_LICENCE = Pattern.compile("^D[1I]?[A-Z0-9<]?NLD[A-Z0-9<]{24,25}$");

    private static final Pattern MISREAD_FILLERS = Pattern.compile("([KCLES])\\1{3,}");

    private MachineReadableZone() {}

    static boolean isIn(String text) {
        return text.lines().map(MachineReadableZone::normalised).anyMatch(MachineReadableZone::isLine);
    }

    private static String normalised(String line) {
        String upper = line.toUpperCase(Locale.ROOT)
                .replace("«", "<<")
                .replaceAll("[‹〈({\\[]", "<")
                .replaceAll("[\\s.,'’`_|:;~*\"-]", "");
        Matcher fillers = MISREAD_FILLERS.matcher(upper);
        return fillers.replaceAll(found -> "<".repeat(found.group().length()));
    }

    private static boolean isLine(String line) {
        if (line.length() < SHORTEST) {
            return false;
        }
        return checkDigitsHold(line) || DRIVING_LICENCE.matcher(line).find() || isFilledLine(line);
    }

    private static boolean checkDigitsHold(String line) {
        Matcher both = NUMBER_AND_DATES.matcher(line);
        while (both.find()) {
            int right = holds(both.group(1), both.group(2))
                    + holds(digits(both.group(3)), both.group(4))
                    + holds(digits(both.group(5)), both.group(6));
            if (right * 2 >= 3) {
                return true;
            }
        }
        Matcher dates = DATES_AND_NATION.matcher(line);
        while (dates.find()) {
            int right = holds(digits(dates.group(1)), dates.group(2)) + holds(digits(dates.group(3)), dates.group(4));
            if (right * 2 >= 2) {
                return true;
            }
        }
        Matcher number = KIND_AND_NUMBER.matcher(line);
        return number.find() && holds(number.group(1), number.group(2)) == 1;
    }

    private static boolean isFilledLine(String line) {
        long fillers = line.chars().filter(c -> c == '<').count();
        long shown = line.chars().filter(MachineReadableZone::isLetterOrDigit).count();
        return fillers >= FILLERS && shown >= SHOWN && line.length() - fillers - shown <= FOREIGN;
    }

    private static boolean isLetterOrDigit(int c) {
        return c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private static int holds(String field, String checkDigit) {
        String expected = checkDigit.equals("<") ? "0" : digits(checkDigit);
        return checkDigit(field) == expected.charAt(0) - '0' ? 1 : 0;
    }

    /** Doc 9303 part 3, 4.9: weights 7, 3, 1; letters count from 10, a filler is 0; modulo 10. */
    private static int checkDigit(String field) {
        int sum = 0;
        for (int at = 0; at < field.length(); at++) {
            char c = field.charAt(at);
            int value = c == '<' ? 0 : Character.digit(c, 36);
            sum += value * (at % 3 == 0 ? 7 : at % 3 == 1 ? 3 : 1);
        }
        return sum % 10;
    }

    /** With letters that stand where only digits can put back. */
    private static String digits(String field) {
        return field.replaceAll("[OQD]", "0")
                .replaceAll("[IL]", "1")
                .replace('Z', '2')
                .replace('S', '5')
                .replace('B', '8')
                .replace('G', '6');
    }
}
