package nl.privacyloket.request.deadline;

/**
 * Which calendar an organisation answers by.
 *
 * @param country ISO 3166 alpha-2 in lower case
 * @param goodFriday whether Good Friday counts as a public holiday though the country's law does not name it one
 * @param bridgeDays whether a single working day between a public holiday and a weekend counts as a holiday
 */
public record CalendarRules(String country, boolean goodFriday, boolean bridgeDays) {}
