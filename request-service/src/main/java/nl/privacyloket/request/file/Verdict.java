package nl.privacyloket.request.file;

import java.time.LocalDate;

/**
 * What happens to the holdings of one category in one data system.
 *
 * @param verdict {@code erase}, {@code restrict}, {@code retain} or {@code held}
 * @param until last day of keeping, or null
 * @param basis article that it rests on, or null
 * @param holdings how many
 */
public record Verdict(String system, String category, String verdict, LocalDate until, String basis, int holdings) {}
