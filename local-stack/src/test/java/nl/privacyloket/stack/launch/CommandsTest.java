package nl.privacyloket.stack.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.stack.layout.StackPorts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path project;

    @Test
    void helpNamesEveryCommand() {
        int exit = run("help");

        assertThat(exit).isZero();
        assertThat(text(out))
                .contains(
                        "./run demo",
                        "./run infra",
                        "./run token ROLE ORG",
                        "./run stop",
                        "./run reset",
                        "./run verify-certificate FILE",
                        "./run verify-audit")
                .contains("--port-offset N", "--data DIRECTORY");
    }

    @Test
    void aCertificateIsCheckedByTheKeysOfTheCheckoutOrByTheNamedOnes() throws Exception {
        Path keys = project.resolve(".local/keys");
        KeyFolder.generate(keys, List.of("retention-service", "stranger"));
        KeyFolder service = KeyFolder.at(keys.resolve("retention-service"));
        String jws = service.certificateSigner().sign("{\"id\":\"6f1c\"}".getBytes(StandardCharsets.UTF_8));
        String certificate =
                Files.writeString(project.resolve("certificate.jws"), jws).toString();
        String otherKeys = Files.writeString(
                        project.resolve("other.json"),
                        KeyFolder.at(keys.resolve("stranger")).certificateKeys())
                .toString();

        assertThat(run("verify-certificate", certificate)).isZero();
        assertThat(text(out)).contains("6f1c", "Genuine");
        assertThat(run("verify-certificate", certificate, "--keys", otherKeys)).isEqualTo(1);
        assertThat(text(err)).contains("Not genuine: signed with a key that is not among the keys");
        assertThat(run("verify-certificate")).isEqualTo(2);
        assertThat(run("verify-certificate", "missing.jws", "--keys", "missing.json"))
                .isEqualTo(2);
    }

    @Test
    void auditLogsAreVerifiedByTheKeysOfTheCheckout() throws Exception {
        KeyFolder.generate(project.resolve(".local/keys"), List.of("request-service"));
        String export = Files.writeString(project.resolve("export.ndjson"), "").toString();

        assertThat(run("verify-audit")).isEqualTo(1);
        assertThat(text(err)).contains("Nothing runs here. Start it first: ./run, or say what is to be verified");
        assertThat(run("verify-audit", "--file", export)).isEqualTo(2);
        assertThat(text(out)).contains("request-service: cannot be judged: there is no entry and no checkpoint");
    }

    @Test
    void anUnknownCommandIsAnsweredWithTheHelp() {
        int exit = run("strat");

        assertThat(exit).isEqualTo(2);
        assertThat(text(err)).startsWith("There is no command strat.").contains("./run help");
    }

    @Test
    void aTokenOfAStackThatDoesNotRunIsRefusedInOneLine() {
        int offset = StackPorts.free().offset();

        int exit = run("token", "operator", "prifora", "--port-offset", Integer.toString(offset));

        assertThat(exit).isEqualTo(1);
        assertThat(text(err))
                .isEqualTo("Nobody gives tokens at http://localhost:" + (8090 + offset)
                        + "/privacyloket. Start the stack first: ./run\n");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void aTakenPortIsNamedInOneLine() throws Exception {
        StackPorts ports = StackPorts.free();
        try (ServerSocket taken = new ServerSocket(ports.kafka())) {
            int exit = run("infra", "--port-offset", Integer.toString(ports.offset()));

            assertThat(exit).isEqualTo(1);
            assertThat(text(err))
                    .isEqualTo(
                            "Port " + taken.getLocalPort()
                                    + " (Kafka) is in use. Stop what listens there, or move all ports: ./run --port-offset 1000\n");
            assertThat(text(out)).isEmpty();
        }
    }

    @Test
    void resetClearsTheData() throws Exception {
        Files.createDirectories(project.resolve(".local/kafka"));

        int exit = run("reset");

        assertThat(exit).isZero();
        assertThat(project.resolve(".local")).doesNotExist();
        assertThat(text(out)).isEqualTo("Cleared " + project.resolve(".local") + ".\n");
    }

    private int run(String... words) {
        return new Commands(
                        project,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(List.of(words));
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
