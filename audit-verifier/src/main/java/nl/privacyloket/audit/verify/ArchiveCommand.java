package nl.privacyloket.audit.verify;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import nl.privacyloket.audit.verify.archive.Archiver;
import nl.privacyloket.audit.verify.report.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code archive}: keeps the audit topic in files and verifies it meanwhile. */
@Command(
        name = "archive",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Follows the audit topic into files, one for each day, and verifies it meanwhile. Goes on where it"
                        + " stopped. The files are read by verify --file.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:complete and unaltered", "1:tampered with or incomplete", "2:cannot be judged"})
final class ArchiveCommand implements Callable<Integer> {
    @Mixin
    private AuditTopic topic;

    @Option(
            names = "--group",
            paramLabel = "NAME",
            defaultValue = "privacyloket-audit-archive",
            description = "Consumer group for the offsets, ${DEFAULT-VALUE} by default.")
    private String group;

    @Option(names = "--key", paramLabel = "KEY", required = true, description = "Public keys, as for verify.")
    private List<String> given = new ArrayList<>();

    @Option(names = "--to", paramLabel = "FOLDER", required = true, description = "Where the archive is.")
    private Path folder;

    @Option(names = "--once", description = "Stops at the present end of the topic, for a job that runs every day.")
    private boolean once;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws UnusableInputException {
        if (!topic.isGiven()) {
            throw new ParameterException(spec.commandLine(), "Which topic? Give --kafka or --config.");
        }
        TrustedKeys keys = new TrustedKeys();
        for (String key : given) {
            keys.add(key);
        }
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter out = spec.commandLine().getOut();
        try (Archiver archiver =
                new Archiver(topic.name(), topic.bootstrap(), group, topic.settings(), keys, folder, err::println)) {
            Thread main = Thread.currentThread();
            Thread stopping = new Thread(() -> {
                archiver.stop();
                try {
                    main.join(10_000);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            if (!once) {
                Runtime.getRuntime().addShutdownHook(stopping);
            }
            AuditVerdict verdict = archiver.run(once);
            Report.lines(verdict).forEach(out::println);
            out.flush();
            return verdict.exitCode();
        }
    }
}
