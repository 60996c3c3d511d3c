package nl.privacyloket.notification.correspondence;

import java.time.LocalDate;

/**
 * What became of one category of data in one system.
 *
 * @param verdict {@code erase}, {@code restrict}, {@code retain} or {@code held}
 * @param until last day on which the data stay, in the zone of the organisation; null when that is not known
 * @param basis the law or rule because of which they stay, as the policy words it; null when they go
 * @param holdings how many records it concerns
 */
public record Verdict(String system, String category, String verdict, LocalDate until, String basis, int holdings) {}
