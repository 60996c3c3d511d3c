package nl.privacyloket.stack.demo;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.privacyloket.audit.verify.AuditVerdict;
import nl.privacyloket.audit.verify.TrustedKeys;
import nl.privacyloket.audit.verify.UnusableInputException;
import nl.privacyloket.audit.verify.VerifyRun;
import nl.privacyloket.audit.verify.log.LogVerdict;
import nl.privacyloket.audit.verify.log.LogVerdict.Verdict;
import nl.privacyloket.audit.verify.report.Report;
import nl.privacyloket.audit.verify.source.AuditSource;
import nl.privacyloket.audit.verify.source.AuditSource.Verified;
import nl.privacyloket.audit.verify.source.KafkaSource;
import nl.privacyloket.stack.client.FiledRequest;
import nl.privacyloket.stack.kafka.GuardedListener;
import nl.privacyloket.stack.layout.StackAddresses;
import nl.privacyloket.stack.layout.StackDirectory;
import nl.privacyloket.stack.layout.StackService;

/** Verifies the real audit topic as compliance would: with the public keys and nothing else. */
final class AuditVerdictRound {
    /** Services sign at least every hour. */
    private static final Duration FRESH = Duration.ofHours(2);
    /** What follows from a fact stands in another log by then. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final AuditSource topic;
    private final StackDirectory directory;

    AuditVerdictRound(StackAddresses addresses, StackDirectory directory) {
        this.topic = new KafkaSource(KafkaSource.TOPIC, addresses.guardedKafka(), GuardedListener.login("compliance"));
        this.directory = directory;
    }

    void tell(List<FiledRequest> requests, Teller teller) throws InterruptedException {
        teller.chapter("Compliance verifies the audit logs, from the topic and the public keys alone");
        try {
            // The last acts are signed a second after them, and what follows from them comes a little later yet. Only
            // what was tampered with does not pass.
            AuditVerdict verdict = Check.answer("a checkpoint over everything in the audit logs", () -> {
                AuditVerdict now = verify();
                boolean tampered = now.logs().stream().anyMatch(log -> log.verdict() == Verdict.TAMPERED);
                boolean covered = now.exitCode() == AuditVerdict.SOUND
                        && now.logs().stream().allMatch(log -> log.uncovered() == 0);
                return covered || tampered ? Optional.of(now) : Optional.empty();
            });
            Report.lines(verdict).forEach(teller::checked);
            Check.equal("The verdict on the audit logs", AuditVerdict.SOUND, verdict.exitCode());
            for (StackService service : StackService.values()) {
                if (service.hasSchema()) {
                    LogVerdict log = verdict.of(service.id());
                    Check.that(log != null && log.entries() > 0, service.id() + " should have written audit entries");
                }
            }
            everyRequestIsTold(requests);
        } catch (UnusableInputException e) {
            throw new NotAsItShouldBeException(e.getMessage());
        }
    }

    private AuditVerdict verify() throws UnusableInputException, InterruptedException {
        TrustedKeys keys = new TrustedKeys();
        for (Path folder : directory.auditKeys()) {
            keys.add(folder.toString());
        }
        return new VerifyRun(keys, List.of(topic), List.of(), List.of(), null, FRESH, Set.of(), GRACE)
                .run(Clock.systemUTC(), records -> {});
    }

    private void everyRequestIsTold(List<FiledRequest> requests) throws UnusableInputException, InterruptedException {
        RequestsTold told = new RequestsTold();
        topic.read(Verified.NOTHING, told);
        for (FiledRequest request : requests) {
            Check.that(
                    told.ids().contains(request.id().toString()),
                    "The audit topic should tell of " + request.reference());
        }
    }
}
