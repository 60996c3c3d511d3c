package nl.privacyloket.connector.report;

/**
 * How far rows can be told apart by some of their columns. Groups are no proof of anonymity: what is not among the columns,
 * and keyed hashes, may still lead to a person.
 *
 * @param table table, as the mapping names it
 * @param k size that a group should have at least
 * @param rows all rows
 * @param groups how many different combinations of values there are
 * @param smallestGroup rows of the rarest combination; 0 when there are no rows
 * @param rowsInSmallGroups rows whose combination fewer than {@code k} rows share
 */
public record KAnonymity(String table, int k, long rows, long groups, long smallestGroup, long rowsInSmallGroups) {}
