package nl.privacyloket.stack.launch;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import nl.privacyloket.audit.verify.AuditVerifier;
import nl.privacyloket.stack.RunRecord;
import nl.privacyloket.stack.StackException;
import nl.privacyloket.stack.StackOptions;
import nl.privacyloket.stack.layout.StackAddresses;

/**
 * {@code verify-audit}: the verifier of audit logs with the options that were typed. What is not said is this checkout's:
 * the topic of the stack that runs, the public keys of its services and data systems.
 */
final class AuditCommand {
    private static final Set<String> SOURCES = Set.of("--kafka", "--config", "--url", "--file");
    private static final Set<String> OF_THE_STACK = Set.of("--data", "--port-offset");
    /** Options of the verifier whose value may be a file, meant from where it was typed. */
    private static final Set<String> FILES = Set.of("--config", "--file", "--key", "--checkpoint", "--state");

    private final Path project;
    private final PrintStream out;
    private final PrintStream err;

    AuditCommand(Path project, PrintStream out, PrintStream err) {
        this.project = project;
        this.out = out;
        this.err = err;
    }

    /** Returns the verifier's exit code: 0 complete and unaltered, 1 tampered with or incomplete, 2 cannot be judged. */
    int run(List<String> words) {
        List<String> ours = new ArrayList<>();
        List<String> theirs = new ArrayList<>(List.of("verify"));
        Path from = Path.of(System.getProperty("privacyloket.called-from", ""));
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (OF_THE_STACK.contains(word) && i + 1 < words.size()) {
                ours.addAll(List.of(word, words.get(++i)));
            } else if (FILES.contains(word) && i + 1 < words.size()) {
                theirs.add(word);
                theirs.add(meant(from, words.get(++i)));
            } else {
                theirs.add(word);
            }
        }
        LaunchLog.silence();
        StackOptions options = CommandLine.parse(ours).options(project);
        if (theirs.stream().noneMatch(SOURCES::contains) && !theirs.contains("--help")) {
            theirs.addAll(List.of("--kafka", kafka(options)));
        }
        if (!theirs.contains("--key")) {
            options.directory().auditKeys().forEach(keys -> theirs.addAll(List.of("--key", keys.toString())));
        }
        return AuditVerifier.run(
                new PrintWriter(out, true, StandardCharsets.UTF_8),
                new PrintWriter(err, true, StandardCharsets.UTF_8),
                Clock.systemUTC(),
                theirs.toArray(String[]::new));
    }

    private static String kafka(StackOptions options) {
        return RunRecord.ports(options.directory())
                .map(ports -> new StackAddresses(ports).kafkaBootstrapServers())
                .orElseThrow(
                        () -> new StackException(
                                "Nothing runs here. Start it first: ./run, or say what is to be verified: --kafka, --url, --file"));
    }

    /** A new file is made where it was typed; a key that is no file stays as it is. */
    private static String meant(Path from, String value) {
        boolean isKey = value.contains("+") && !Files.exists(from.resolve(value));
        return isKey ? value : from.resolve(value).toString();
    }
}
