package nl.privacyloket.retention.certificate;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.retention.backup.BackupEnd;
import nl.privacyloket.retention.backup.Backups;
import nl.privacyloket.retention.certificate.Certificate.CategoryPart;
import nl.privacyloket.retention.certificate.Certificate.NotChecked;
import nl.privacyloket.retention.certificate.Certificate.SystemPart;
import nl.privacyloket.retention.certificate.Certificate.VerdictPart;
import nl.privacyloket.retention.certificate.EndedSweeps.Outcome;
import nl.privacyloket.retention.certificate.EndedSweeps.Stop;
import nl.privacyloket.retention.certificate.EndedSweeps.Sweep;
import nl.privacyloket.retention.policy.Policies;
import nl.privacyloket.retention.policy.PolicyVersion;
import nl.privacyloket.retention.rule.RetentionRule;
import nl.privacyloket.retention.system.DataSystem;
import nl.privacyloket.retention.system.DataSystems;
import org.jboss.logging.Logger;

/**
 * Certifies what went by itself, and notes until when backups hold it: once it was verified, with what was found left; and
 * what stopped half-way, once nothing can become of it any more. Any number of instances may do this; a command gets one
 * certificate.
 */
@ApplicationScoped
class SweepCertificates {
    private static final Logger LOG = Logger.getLogger(SweepCertificates.class);
    private static final String HELD = "held";
    private static final String NO_ANSWER = "no-answer";

    private final EndedSweeps sweeps;
    private final Certificates certificates;
    private final Backups backups;
    private final Policies policies;
    private final DataSystems systems;
    private final CertificateSettings settings;
    private final Clock clock;

    SweepCertificates(
            EndedSweeps sweeps,
            Certificates certificates,
            Backups backups,
            Policies policies,
            DataSystems systems,
            CertificateSettings settings,
            Clock clock) {
        this.sweeps = sweeps;
        this.certificates = certificates;
        this.backups = backups;
        this.policies = policies;
        this.systems = systems;
        this.settings = settings;
        this.clock = clock;
    }

    /** Certifies what is through by now. */
    @Scheduled(every = "${privacyloket.certificates.check-every:10s}", concurrentExecution = ConcurrentExecution.SKIP)
    void certify() {
        for (var commandId :
                QuarkusTransaction.requiringNew().call(() -> sweeps.withoutCertificate(settings.atATime()))) {
            try {
                QuarkusTransaction.requiringNew()
                        .run(() -> sweeps.take(commandId).ifPresent(this::certify));
            } catch (RuntimeException e) {
                LOG.errorf(
                        "sweep not certified commandId=%s fault=%s",
                        commandId, e.getClass().getSimpleName());
            }
        }
    }

    private void certify(Sweep sweep) {
        var policy = policies.current(sweep.organisation())
                .orElseThrow(() -> new IllegalStateException("a sweep without a policy"));
        // The rules may be others today.
        var then =
                policies.forRequest(sweep.organisation(), sweep.policyVersion()).orElse(policy);
        var now = clock.instant();
        var gone = sweep.outcomes().stream()
                .filter(outcome -> outcome.erased() + outcome.anonymised() > 0)
                .map(Outcome::category)
                .toList();
        var backupsUntil = gone.isEmpty() ? null : keepBackups(sweep, gone, policy);
        var part = new SystemPart(
                sweep.system(),
                sweep.outcomes().stream()
                        .map(outcome -> category(sweep, outcome, then))
                        .toList(),
                sweep.attempts(),
                sweep.isOwnWord() ? null : sweep.verifiedAt(),
                backupsUntil);
        certificates.issue(new Certificate(
                UUID.randomUUID(),
                Certificate.SWEEP,
                sweep.organisation(),
                sweep.requestId(),
                null,
                sweep.commandId(),
                sweep.policyVersion(),
                null,
                sweep.categories(),
                sweep.issuedAt(),
                sweep.endedAt(),
                false,
                List.of(part),
                notChecked(sweep, !gone.isEmpty(), backupsUntil),
                backupsUntil,
                now));
    }

    private LocalDate keepBackups(Sweep sweep, List<String> gone, PolicyVersion policy) {
        var erasedOn = LocalDate.ofInstant(sweep.lastErasedAt(), policy.zone());
        var ofSystem = systems.findByIdOptional(sweep.system())
                .map(DataSystem::backupWindow)
                .orElse(null);
        var until = BackupEnd.of(erasedOn, policy, gone, ofSystem).orElse(null);
        if (until != null) {
            backups.keep(sweep.organisation(), sweep.requestId(), sweep.commandId(), sweep.system(), erasedOn, until);
        }
        return until;
    }

    private static CategoryPart category(Sweep sweep, Outcome outcome, PolicyVersion policy) {
        var basis = policy.rules().rules().stream()
                .filter(rule -> rule.id().equals(outcome.rule()))
                .map(RetentionRule::basis)
                .findFirst()
                .orElse(null);
        var went = outcome.erased() + outcome.anonymised() + outcome.restricted();
        return new CategoryPart(
                outcome.category(),
                List.of(new VerdictPart(sweep.action(), null, basis, went)),
                outcome.erased(),
                outcome.anonymised(),
                outcome.restricted(),
                outcome.kept(),
                sweep.isVerified(outcome.category()));
    }

    private static List<NotChecked> notChecked(Sweep sweep, boolean anythingWent, LocalDate backupsUntil) {
        var notChecked = new ArrayList<NotChecked>();
        sweep.kept()
                .forEach(kept -> notChecked.add(new NotChecked(
                        sweep.system(),
                        kept.category(),
                        HELD.equals(kept.reason()) ? NotChecked.HELD : NotChecked.KEPT,
                        null)));
        sweep.leftOver()
                .forEach(category ->
                        notChecked.add(new NotChecked(sweep.system(), category, NotChecked.LEFT_OVER, null)));
        if (sweep.stop() != null) {
            notChecked.add(new NotChecked(
                    sweep.system(),
                    null,
                    reasonOf(sweep.stop(), !sweep.outcomes().isEmpty()),
                    null,
                    sweep.stop().failure()));
        }
        if (sweep.isOwnWord()) {
            notChecked.add(new NotChecked(sweep.system(), null, NotChecked.OWN_WORD, null));
        }
        if (anythingWent) {
            notChecked.add(new NotChecked(
                    sweep.system(),
                    null,
                    backupsUntil == null ? NotChecked.BACKUPS_UNKNOWN : NotChecked.BACKUPS,
                    backupsUntil));
        }
        return notChecked.stream().distinct().toList();
    }

    private static String reasonOf(Stop stop, boolean isCounted) {
        if (!stop.wasCarriedOut() && isCounted) {
            return NotChecked.STOPPED;
        }
        return stop.wasCarriedOut() || NO_ANSWER.equals(stop.failure()) ? NotChecked.NOT_ANSWERED : NotChecked.FAILED;
    }
}
