package nl.privacyloket.faults.evidence;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import nl.privacyloket.audit.verify.AuditVerdict;
import nl.privacyloket.audit.verify.TrustedKeys;
import nl.privacyloket.audit.verify.UnusableInputException;
import nl.privacyloket.audit.verify.VerifyRun;
import nl.privacyloket.audit.verify.report.Report;
import nl.privacyloket.audit.verify.source.KafkaSource;
import nl.privacyloket.faults.world.World;
import nl.privacyloket.stack.layout.StackService;

/** The audit logs as compliance sees them: checkpoints kept elsewhere, the topic, the public keys. */
public final class AuditLook {
    private static final Duration FRESH = Duration.ofHours(3);
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final World world;
    private final Path kept;
    private final List<Path> checkpoints = new ArrayList<>();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();

    /** @param kept directory for checkpoints, which nobody else writes */
    public AuditLook(World world, Path kept) {
        this.world = world;
        this.kept = kept;
    }

    /** Fetches the checkpoint of each service and keeps it: the logs of later must contain it. */
    public void keepCheckpoints() throws IOException, InterruptedException {
        Files.createDirectories(kept);
        for (StackService service : StackService.values()) {
            if (service.hasSchema()) {
                HttpRequest call = HttpRequest.newBuilder(
                                world.instance(service).baseUrl().resolve("/audit/checkpoint"))
                        .timeout(Duration.ofSeconds(10))
                        .header("Authorization", "Bearer " + world.token("compliance", "compjoeter"))
                        .build();
                HttpResponse<String> answer = client.send(call, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() != 200) {
                    throw new IOException(
                            "the checkpoint of " + service.id() + " was answered with " + answer.statusCode());
                }
                Path file = kept.resolve(service.id() + "-" + checkpoints.size() + ".checkpoint");
                checkpoints.add(Files.writeString(file, answer.body()));
            }
        }
    }

    /** What is wrong with the logs; empty when they are complete and unaltered. */
    List<String> verdict() throws InterruptedException {
        try {
            TrustedKeys keys = new TrustedKeys();
            for (Path folder : world.directory().auditKeys()) {
                keys.add(folder.toString());
            }
            AuditVerdict verdict = new VerifyRun(
                            keys,
                            List.of(new KafkaSource(
                                    KafkaSource.TOPIC, world.addresses().kafkaBootstrapServers(), java.util.Map.of())),
                            List.of(),
                            checkpoints,
                            null,
                            FRESH,
                            Set.of(),
                            GRACE)
                    .run(Clock.systemUTC(), records -> {});
            return verdict.exitCode() == AuditVerdict.SOUND ? List.of() : Report.lines(verdict);
        } catch (UnusableInputException e) {
            return List.of("cannot be judged: " + e.getMessage());
        }
    }
}
