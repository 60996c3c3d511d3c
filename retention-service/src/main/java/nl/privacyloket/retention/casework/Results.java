package nl.privacyloket.retention.casework;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.retention.casework.SystemTask.StoredEffect;
import nl.privacyloket.retention.casework.SystemTask.StoredHolding;
import nl.privacyloket.retention.casework.SystemTask.StoredOutcome;

/** What this service reads of the results of data systems. */
final class Results {

    private Results() {}

    record Verified(List<Line> holdings) {

        record Line(String category, LocalDate startedOn, int holdings) {}

        List<StoredHolding> of(String organisation) {
            return required(holdings).stream()
                    .map(line -> new StoredHolding(
                            organisation, required(line.category()), line.startedOn(), counted(line.holdings())))
                    .toList();
        }
    }

    record Accessed(List<Line> categories) {

        record Line(String category, int holdings) {}

        List<StoredHolding> of(String organisation) {
            return required(categories).stream()
                    .map(line ->
                            new StoredHolding(organisation, required(line.category()), null, counted(line.holdings())))
                    .toList();
        }
    }

    record Erased(Instant at, List<Line> categories) {

        record Line(String category, int erased, int anonymised, int retained) {}

        /** When it was done, by the system's word; when it says nothing, when it told so. */
        Instant at(Instant told) {
            return at == null ? told : at;
        }

        List<StoredOutcome> of(String organisation) {
            return required(categories).stream()
                    .map(line -> new StoredOutcome(
                            organisation,
                            required(line.category()),
                            counted(line.erased()),
                            counted(line.anonymised()),
                            counted(line.retained())))
                    .toList();
        }
    }

    record Rectified(List<Line> fields) {
        private static final Set<String> OUTCOMES = Set.of("changed", "unchanged", "unknown-field");

        record Line(String field, int rows, String outcome, boolean identifier) {}

        List<StoredEffect> of(String organisation) {
            return required(fields).stream()
                    .map(line -> new StoredEffect(
                            organisation,
                            required(line.field()),
                            counted(line.rows()),
                            oneOf(OUTCOMES, line.outcome()),
                            line.identifier()))
                    .toList();
        }
    }

    record Restricted(List<Line> categories) {
        private static final Set<String> OUTCOMES = Set.of("done", "unsupported");

        record Line(String category, int rows, String outcome) {}

        List<StoredEffect> of(String organisation) {
            return required(categories).stream()
                    .map(line -> new StoredEffect(
                            organisation,
                            required(line.category()),
                            counted(line.rows()),
                            oneOf(OUTCOMES, line.outcome()),
                            false))
                    .toList();
        }
    }

    record Failed(String reason) {

        /** A code goes into events and lists; whatever else a system may say does not. */
        String code() {
            var isCode = reason != null && reason.length() <= 100 && reason.matches("[a-z][a-z0-9]*([.-][a-z0-9]+)*");
            return isCode ? reason : "unspecified";
        }
    }

    private static <T> T required(T value) {
        if (value == null) {
            throw new PoisonEventException("incomplete-result");
        }
        return value;
    }

    private static String oneOf(Set<String> known, String outcome) {
        if (outcome == null || !known.contains(outcome)) {
            throw new PoisonEventException("unknown-outcome");
        }
        return outcome;
    }

    private static int counted(int count) {
        if (count < 0) {
            throw new PoisonEventException("negative-count");
        }
        return count;
    }
}
