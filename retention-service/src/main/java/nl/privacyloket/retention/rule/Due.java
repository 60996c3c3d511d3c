package nl.privacyloket.retention.rule;

import java.time.LocalDate;

/**
 * When a holding has to go by itself, and why. Dates are calendar dates in the organisation's zone.
 *
 * @param on the first date on which it may and must go; {@code null} when that is not known yet, because nothing promises
 *     an end, because the event that an end counts from has not happened, or because a legal term has not begun to run
 * @param ruleId the rule that makes it go; {@code null} when nothing does yet
 * @param action what becomes of it then; {@code null} with {@code ruleId}
 * @param basis the promise or law behind that rule; {@code null} with {@code ruleId}
 * @param keptThrough the last date on which a law keeps it past what was promised; {@code null} when none does, or when
 *     that date is not known yet
 * @param keptBasis the law that keeps it longer than promised; {@code null} when none does
 */
public record Due(
        LocalDate on, String ruleId, RetentionAction action, String basis, LocalDate keptThrough, String keptBasis) {

    /** Nothing makes it go. */
    public static final Due NONE = new Due(null, null, null, null, null, null);

    /** Whether it goes on that date or went before. */
    public boolean isBy(LocalDate date) {
        return on != null && !on.isAfter(date);
    }
}
