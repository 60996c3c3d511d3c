package nl.privacyloket.connector.execution.purge;

import java.time.LocalDate;

/**
 * All records of a category that started before a day.
 *
 * @param category category of the policy
 * @param trigger what started the term, as the policy names it
 * @param startedBefore the first day that does not go
 */
public record PurgeRule(String category, String trigger, LocalDate startedBefore) {}
