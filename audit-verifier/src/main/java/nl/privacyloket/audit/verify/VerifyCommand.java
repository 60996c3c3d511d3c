package nl.privacyloket.audit.verify;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import nl.privacyloket.audit.verify.report.Report;
import nl.privacyloket.audit.verify.source.AuditSource;
import nl.privacyloket.audit.verify.source.FileSource;
import nl.privacyloket.audit.verify.source.KafkaSource;
import nl.privacyloket.audit.verify.source.RestSource;
import nl.privacyloket.audit.verify.state.StateFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code verify}: reads logs and tells the verdict. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Reads logs from the topic, from services or from files, and tells whether they are complete and"
                + " unaltered. When several are given, the topic is verified, or else the services; of the others the"
                + " checkpoints are compared, and which entry it is when one of several was altered.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:complete and unaltered",
            "1:tampered with or incomplete; the first entry that is missing, altered, doubled or out of place is named",
            "2:cannot be judged: nothing to go by, or an input, a key or a connection that does not work"
        })
final class VerifyCommand implements Callable<Integer> {
    /** Services sign at least every hour. */
    private static final Duration LIVE = Duration.ofHours(2);

    private final Clock clock;

    @Mixin
    private AuditTopic topic;

    @Option(names = "--url", paramLabel = "URL", description = "A service whose REST API is asked; may be repeated.")
    private List<URI> urls = new ArrayList<>();

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:AUDIT_TOKEN}",
            description =
                    "Bearer token for --url, with the role compliance; AUDIT_TOKEN in the environment by default.")
    private String token;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "An export, an archive, a folder of them, or the note of a checkpoint; may be repeated.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--withheld",
            description =
                    "With --file: exports for somebody who may not see all entries. Without it a hash in place of an"
                            + " entry is an alteration.")
    private boolean withheld;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            required = true,
            description =
                    "A public key, a file of them, or a folder of .vkey files; may be repeated. A key is of the log that"
                            + " its name ends in, unless LOG= stands before it. ;until=SIZE behind it: stolen, it counts for"
                            + " the first SIZE entries alone.")
    private List<String> given = new ArrayList<>();

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "The note of a checkpoint that the log must contain: an earlier one, or another reader's.")
    private List<Path> checkpoints = new ArrayList<>();

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "Where this run leaves off, the next goes on; made when it is not there.")
    private Path state;

    @Option(
            names = "--max-age",
            paramLabel = "PERIOD",
            description =
                    "How old each log's newest checkpoint may be; shows that a log was cut off. PT2H for --kafka and"
                            + " --url, any age for --file.")
    private Duration maxAge;

    @Option(names = "--log", paramLabel = "LOG", description = "Looks at this log alone; may be repeated.")
    private List<String> logs = new ArrayList<>();

    @Option(names = "--reconcile", description = "Also lays the logs side by side, request by request.")
    private boolean reconcile;

    @Option(
            names = "--grace",
            paramLabel = "PERIOD",
            defaultValue = "PT1H",
            description = "With --reconcile: what follows from a fact is not missed before this, ${DEFAULT-VALUE}.")
    private Duration grace;

    @Option(names = "--json", description = "Answers JSON for programs instead of words.")
    private boolean json;

    @Option(names = "--quiet", description = "Tells nothing of its progress.")
    private boolean quiet;

    @Spec
    private CommandSpec spec;

    VerifyCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws UnusableInputException, InterruptedException {
        TrustedKeys keys = new TrustedKeys();
        for (String key : given) {
            keys.add(key);
        }
        List<List<AuditSource>> kinds = new ArrayList<>();
        if (topic.isGiven()) {
            kinds.add(List.of(new KafkaSource(topic.name(), topic.bootstrap(), topic.settings())));
        }
        if (!urls.isEmpty()) {
            kinds.add(urls.stream()
                    .<AuditSource>map(url -> new RestSource(url, token, keys))
                    .toList());
        }
        if (!files.isEmpty()) {
            kinds.add(List.of(new FileSource(files, keys, withheld)));
        }
        if (kinds.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "What is to be verified? Give --kafka, --url or --file.");
        }
        List<AuditSource> others = kinds.stream().skip(1).flatMap(List::stream).toList();
        VerifyRun run = new VerifyRun(
                keys,
                kinds.get(0),
                others,
                checkpoints,
                state == null ? null : new StateFile(state),
                maxAge == null && (topic.isGiven() || !urls.isEmpty()) ? LIVE : maxAge,
                Set.copyOf(logs),
                reconcile ? grace : null);
        long began = System.nanoTime();
        PrintWriter err = spec.commandLine().getErr();
        AuditVerdict verdict = run.run(clock, records -> {
            if (!quiet) {
                double seconds = (System.nanoTime() - began) / 1e9;
                err.printf(Locale.ROOT, "%,d records, %,.0f a second%n", records, records / seconds);
            }
        });
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Report.json(verdict));
        } else {
            Report.lines(verdict).forEach(out::println);
        }
        out.flush();
        return verdict.exitCode();
    }
}
