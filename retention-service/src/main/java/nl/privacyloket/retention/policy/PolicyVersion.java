package nl.privacyloket.retention.policy;

import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import nl.privacyloket.retention.rule.RetentionRules;

/**
 * What one version of an organisation's policy says about retention.
 *
 * @param validFrom first date on which it applies
 * @param zone the organisation's zone: its days begin there
 * @param scope which part of the organisation it is about; {@code null} when it does not say
 * @param backupWindow how long backups live, as the organisation promises; {@code null} when it promises nothing
 */
public record PolicyVersion(
        String organisation,
        int version,
        LocalDate validFrom,
        ZoneId zone,
        String scope,
        RetentionRules rules,
        Period backupWindow) {

    /** The date at the organisation. */
    public LocalDate today(Clock clock) {
        return LocalDate.ofInstant(clock.instant(), zone);
    }
}
