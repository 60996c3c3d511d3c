package nl.privacyloket.retention.sweep;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import nl.privacyloket.retention.execution.RetrySchedule;
import nl.privacyloket.retention.system.DataSystem;
import nl.privacyloket.retention.system.DataSystems;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How long the sweep waits for a data system: as long as a case does. */
@ApplicationScoped
class SweepPatience {
    private final DataSystems systems;
    private final RetrySchedule schedule;
    private final Duration standard;

    SweepPatience(
            DataSystems systems,
            @ConfigProperty(name = "privacyloket.commands.attempts", defaultValue = "8") int attempts,
            @ConfigProperty(name = "privacyloket.commands.first-pause", defaultValue = "PT1M") Duration firstPause,
            @ConfigProperty(name = "privacyloket.commands.longest-pause", defaultValue = "PT6H") Duration longestPause,
            @ConfigProperty(name = "privacyloket.commands.answer-time", defaultValue = "PT15M") Duration standard) {
        this.systems = systems;
        this.schedule = new RetrySchedule(attempts, firstPause, longestPause);
        this.standard = standard;
    }

    /** Until when an answer is awaited to what is sent now with that many attempts. */
    Instant awaitedUntil(String system, Instant now, int sent) {
        var answerTime =
                systems.findByIdOptional(system).map(DataSystem::answerTime).orElse(standard);
        return schedule.awaitedUntil(now, answerTime, sent);
    }

    Optional<Instant> afterFailure(Instant now, int sent) {
        return schedule.afterFailure(now, sent);
    }

    boolean allowsAnother(int sent) {
        return schedule.allowsAnother(sent);
    }
}
