package nl.privacyloket.bench.sizing;

/**
 * What a year is taken to bring. Nobody's figures: change them and the table follows.
 *
 * @param holdingsOfAPerson registered records of a person
 * @param yearsHeld how long a record stays until its term ends, so which part of them comes and goes in a year
 * @param requestsOfThousand privacy requests in a year of a thousand persons
 * @param erasuresOfThousand those of them that end in an erasure
 */
public record Assumptions(
        double holdingsOfAPerson, double yearsHeld, double requestsOfThousand, double erasuresOfThousand) {

    /** Those of the published table. */
    public static Assumptions published() {
        return new Assumptions(10, 7, 2, 1);
    }

    /** In words, for the table's foot. */
    String inWords() {
        return Sizing.number(holdingsOfAPerson) + " holdings of a person, each for " + Sizing.number(yearsHeld)
                + " years; "
                + Sizing.number(requestsOfThousand) + " requests a year of a thousand persons, "
                + Sizing.number(erasuresOfThousand) + " of them erasures in one data system";
    }
}
