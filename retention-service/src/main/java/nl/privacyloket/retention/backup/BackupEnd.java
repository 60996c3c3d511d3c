package nl.privacyloket.retention.backup;

import java.time.LocalDate;
import java.time.Period;
import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import nl.privacyloket.retention.policy.PolicyVersion;
import nl.privacyloket.retention.rule.RetentionRule;

/** On which day what was erased has gone from the last backup too. */
public final class BackupEnd {

    private BackupEnd() {}

    /**
     * The day on which the longest of the windows that apply ends: that of the rules for what was erased, that of the data
     * system, and that of the policy as a whole. Counted as promised, and never rolled to a working day.
     *
     * @param erasedOn in the organisation's zone
     * @param categories what was erased
     * @param ofSystem the data system's window; {@code null} when it says none
     * @return empty when nobody says how long backups are kept
     */
    public static Optional<LocalDate> of(
            LocalDate erasedOn, PolicyVersion policy, Collection<String> categories, Period ofSystem) {
        var ofRules = policy.rules().rules().stream()
                .filter(rule -> categories.contains(rule.category()))
                .map(RetentionRule::backupWindow);
        return Stream.concat(ofRules, Arrays.asList(policy.backupWindow(), ofSystem).stream())
                .filter(Objects::nonNull)
                .map(erasedOn::plus)
                .max(LocalDate::compareTo);
    }
}
