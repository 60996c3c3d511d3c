package nl.privacyloket.connector.person;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.privacyloket.connector.mapping.TableName;
import nl.privacyloket.crypto.Identifiers;

/**
 * Who is meant, when a person may be found by several identifiers. One of them, the anchor, is confirmed by the
 * organisation (by default the e-mail address); the others are claims. A claim may narrow down what the anchor finds and
 * never adds to it, so nobody sees or erases somebody else by naming their number:
 *
 * <ul>
 *   <li>a candidate that answers to a claim and not to the anchor: refused
 *   <li>a candidate that answers to the anchor and has another value for a claim: left out when the claim is met by
 *       another candidate of the anchor, refused otherwise
 *   <li>several rows where the mapping expects one, and no claim that tells them apart: refused
 *   <li>no candidate: nobody, which is no failure
 * </ul>
 */
public final class IdentityRule {
    private final String anchor;

    public IdentityRule(String anchor) {
        this.anchor = anchor;
    }

    /**
     * Refuses a subject that cannot be decided on at all.
     *
     * @throws CommandRefusedException when the anchor is missing, or given with two different values
     */
    public void require(Subject subject) {
        long anchors = subject.valuesOf(anchor).stream()
                .map(value -> Identifiers.normalise(anchor, value))
                .distinct()
                .count();
        if (anchors == 0) {
            throw new CommandRefusedException(CommandRefusedException.IDENTIFIER_MISSING);
        }
        if (anchors > 1) {
            throw new CommandRefusedException(CommandRefusedException.IDENTIFIERS_DISAGREE);
        }
    }

    /**
     * Decides which candidates are the person.
     *
     * @throws CommandRefusedException when they cannot be told from somebody else
     */
    public List<Candidate> decide(List<Candidate> candidates) {
        if (candidates.stream().anyMatch(candidate -> !candidate.has(anchor, Agreement.SAME))) {
            throw new CommandRefusedException(CommandRefusedException.IDENTIFIERS_DISAGREE);
        }
        List<Candidate> persons = new ArrayList<>();
        for (Candidate candidate : candidates) {
            if (contradicted(candidate, candidates)) {
                continue;
            }
            persons.add(candidate);
        }
        persons.removeIf(candidate -> outdone(candidate, candidates));
        refuseAmbiguous(persons);
        return persons;
    }

    /**
     * Decides which candidates are the person when no anchor was given. Such a command exists only when staff have seen who
     * asks (somebody without an e-mail address, by letter or at the counter), so that the claims are vouched for; every doubt
     * is a reason to refuse.
     *
     * @param anchorIsKnown whether the rows say what the anchor is, so that the ordinary rule follows
     * @throws CommandRefusedException when they cannot be told from somebody else
     */
    List<Candidate> decideWithoutAnchor(List<Candidate> candidates, boolean anchorIsKnown) {
        if (candidates.stream().anyMatch(candidate -> candidate.agreements().containsValue(Agreement.DIFFERENT))) {
            throw new CommandRefusedException(CommandRefusedException.IDENTIFIERS_DISAGREE);
        }
        List<Candidate> rows = candidates.stream()
                .filter(candidate -> !candidate.isRemembered())
                .toList();
        List<TableName> single = rows.stream()
                .filter(row -> !row.manyRows() || !anchorIsKnown)
                .map(Candidate::table)
                .toList();
        boolean isOneRowEach = single.stream().distinct().count() == single.size();
        if (!isOneRowEach || !(anchorIsKnown || shareAClaim(rows))) {
            throw new CommandRefusedException(CommandRefusedException.IDENTIFIERS_AMBIGUOUS);
        }
        return candidates;
    }

    /** Otherwise nothing says that they are the same person's. */
    private static boolean shareAClaim(List<Candidate> rows) {
        return rows.isEmpty()
                || rows.get(0).agreements().keySet().stream()
                        .anyMatch(type -> rows.stream().allMatch(row -> row.has(type, Agreement.SAME)));
    }

    private static boolean contradicted(Candidate candidate, List<Candidate> all) {
        boolean contradicted = false;
        for (Map.Entry<String, Agreement> claim : candidate.agreements().entrySet()) {
            if (claim.getValue() == Agreement.DIFFERENT) {
                if (all.stream().noneMatch(other -> other.has(claim.getKey(), Agreement.SAME))) {
                    throw new CommandRefusedException(CommandRefusedException.IDENTIFIERS_DISAGREE);
                }
                contradicted = true;
            }
        }
        return contradicted;
    }

    /** Where one row is expected, a row without a number gives way to the row that has the number given. */
    private static boolean outdone(Candidate candidate, List<Candidate> all) {
        return !candidate.isRemembered()
                && !candidate.manyRows()
                && candidate.agreements().entrySet().stream()
                        .filter(claim -> claim.getValue() == Agreement.UNKNOWN)
                        .anyMatch(claim -> all.stream()
                                .anyMatch(other -> candidate.table().equals(other.table())
                                        && other.has(claim.getKey(), Agreement.SAME)));
    }

    private void refuseAmbiguous(List<Candidate> persons) {
        Map<TableName, Integer> unnamed = new HashMap<>();
        Map<TableName, Integer> rows = new HashMap<>();
        for (Candidate candidate : persons) {
            if (!candidate.isRemembered() && !candidate.manyRows()) {
                rows.merge(candidate.table(), 1, Integer::sum);
                unnamed.merge(candidate.table(), isNamed(candidate) ? 0 : 1, Integer::sum);
            }
        }
        rows.forEach((table, count) -> {
            if (count > 1 && unnamed.get(table) > 0) {
                throw new CommandRefusedException(CommandRefusedException.IDENTIFIERS_AMBIGUOUS);
            }
        });
    }

    private boolean isNamed(Candidate candidate) {
        return candidate.agreements().entrySet().stream()
                .anyMatch(claim -> !claim.getKey().equals(anchor) && claim.getValue() == Agreement.SAME);
    }
}
