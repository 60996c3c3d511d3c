package nl.privacyloket.retention.plan;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Objects;

/**
 * What will happen to a number of holdings of one category in one data system.
 *
 * @param until last date on which retained or held data are kept; {@code null} when they go now or when the date is not
 *     known
 * @param basis the law behind a retention, the reason of a hold as {@code hold:<reason>}, {@code null} otherwise
 * @param holdings how many records
 */
public record Verdict(
        String system, String category, VerdictKind verdict, LocalDate until, String basis, int holdings) {

    /** By system, category, verdict, date and basis: the order in which verdicts are hashed and shown. */
    public static final Comparator<Verdict> ORDER = Comparator.comparing(Verdict::system)
            .thenComparing(Verdict::category)
            .thenComparing(Verdict::verdict)
            .thenComparing(Verdict::until, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Verdict::basis, Comparator.nullsLast(Comparator.naturalOrder()));

    public Verdict {
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(verdict, "verdict");
    }
}
