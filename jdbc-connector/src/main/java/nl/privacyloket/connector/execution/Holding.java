package nl.privacyloket.connector.execution;

import java.time.LocalDate;

/**
 * How many records of a person a category holds that started on one day.
 *
 * @param category category of the policy
 * @param startedOn day from which their term counts, in the mapping's zone; {@code null} when they have none
 * @param holdings number of records; 0 says that the category was looked at and holds nothing
 */
public record Holding(String category, LocalDate startedOn, int holdings) {}
