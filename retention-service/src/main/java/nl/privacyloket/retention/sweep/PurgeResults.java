package nl.privacyloket.retention.sweep;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import nl.privacyloket.messaging.event.PoisonEventException;

/** What the sweep reads of the results of data systems. */
final class PurgeResults {

    private PurgeResults() {}

    /** {@code nl.privacyloket.result.purged.v1}. */
    record Purged(Instant at, List<Line> categories, List<Kept> kept) {

        /** @throws PoisonEventException when it is not as the contract says, or about records that were not ordered */
        void check(int records) {
            if (at == null || categories == null || kept == null) {
                throw new PoisonEventException("incomplete-result");
            }
            categories.forEach(Line::check);
            kept.forEach(line -> line.check(records));
        }

        /** Places of the records that stay. */
        Set<Integer> places() {
            return kept.stream().map(Kept::index).filter(Objects::nonNull).collect(Collectors.toSet());
        }
    }

    /** What became of a category. */
    record Line(String category, long erased, long anonymised, long restricted, long absent, long kept) {

        boolean isChange() {
            return erased + anonymised + restricted > 0;
        }

        void check() {
            if (category == null) {
                throw new PoisonEventException("incomplete-result");
            }
            if (erased < 0 || anonymised < 0 || restricted < 0 || absent < 0 || kept < 0) {
                throw new PoisonEventException("negative-count");
            }
        }
    }

    /** What stays, and why. */
    record Kept(Integer index, String category, String reason, long rows) {
        private static final Set<String> REASONS = Set.of(
                "held",
                "still-referenced",
                "cannot-anonymise",
                "cannot-restrict",
                "locked",
                "no-start-date",
                "unknown-record",
                "unsupported");

        void check(int records) {
            if (category == null || rows < 0) {
                throw new PoisonEventException("incomplete-result");
            }
            if (!REASONS.contains(reason)) {
                throw new PoisonEventException("unknown-reason");
            }
            if (index != null && (index < 0 || index >= records)) {
                throw new PoisonEventException("unknown-record");
            }
        }
    }

    /** {@code nl.privacyloket.result.verified.v1} about a purge. */
    record Verified(Instant at, List<Counted> holdings, List<Integer> present) {

        void check(int records) {
            if (at == null || holdings == null || (records > 0 && present == null)) {
                throw new PoisonEventException("incomplete-result");
            }
            if (holdings.stream().anyMatch(line -> line.category() == null || line.holdings() < 0)) {
                throw new PoisonEventException("negative-count");
            }
            if (present != null && present.stream().anyMatch(index -> index == null || index < 0 || index >= records)) {
                throw new PoisonEventException("unknown-record");
            }
        }

        long count() {
            return holdings.stream().mapToLong(Counted::holdings).sum();
        }
    }

    record Counted(String category, long holdings) {}

    /** {@code nl.privacyloket.result.failed.v1}; what a purge had done by then is in it. */
    record Failed(Instant at, String reason, List<Line> categories) {

        /** @throws PoisonEventException when what it had done is not as the contract says */
        void check() {
            if (categories != null) {
                categories.forEach(Line::check);
            }
        }

        /** Whether something had been committed when it stopped. */
        boolean hasCommitted() {
            return categories != null && categories.stream().anyMatch(Line::isChange);
        }

        /** A code goes into events and lists; whatever else a system may say does not. */
        String code() {
            var isCode = reason != null && reason.length() <= 100 && reason.matches("[a-z][a-z0-9]*([.-][a-z0-9]+)*");
            return isCode ? reason : "unspecified";
        }
    }
}
