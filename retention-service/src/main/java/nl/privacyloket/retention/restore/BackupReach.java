package nl.privacyloket.retention.restore;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.stream.Stream;
import nl.privacyloket.retention.policy.Policies;
import nl.privacyloket.retention.rule.RetentionRule;
import nl.privacyloket.retention.system.DataSystem;
import nl.privacyloket.retention.system.DataSystems;

/** How far back the backups of a system reach: so far its erasures are kept, to be repeated after a restore. */
@ApplicationScoped
class BackupReach {

    private final Policies policies;
    private final DataSystems systems;
    private final RestoreSettings settings;
    private final Clock clock;

    BackupReach(Policies policies, DataSystems systems, RestoreSettings settings, Clock clock) {
        this.policies = policies;
        this.systems = systems;
        this.settings = settings;
        this.clock = clock;
    }

    /** The earliest moment to which the system can be restored: by the longest window that anybody names, and a day more. */
    Instant earliest(String organisation, String system) {
        var policy = policies.current(organisation).orElse(null);
        var zone = policy == null ? ZoneOffset.UTC : policy.zone();
        var today = clock.instant().atZone(zone).toLocalDate();
        var ofSystem =
                systems.findByIdOptional(system).map(DataSystem::backupWindow).orElse(null);
        var ofPolicy = policy == null
                ? Stream.<Period>empty()
                : Stream.concat(
                        Stream.of(policy).map(version -> version.backupWindow()),
                        policy.rules().rules().stream().map(RetentionRule::backupWindow));
        return Stream.concat(ofPolicy, Stream.of(system).map(any -> ofSystem))
                .filter(Objects::nonNull)
                .map(today::minus)
                .min(LocalDate::compareTo)
                .orElseGet(() -> today.minus(settings.unknownWindow()))
                .minusDays(1)
                .atStartOfDay(zone)
                .toInstant();
    }
}
