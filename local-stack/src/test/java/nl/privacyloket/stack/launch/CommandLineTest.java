package nl.privacyloket.stack.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nl.privacyloket.stack.StackException;
import nl.privacyloket.stack.StackOptions;
import org.junit.jupiter.api.Test;

class CommandLineTest {

    @Test
    void withoutWordsItStarts() {
        CommandLine line = CommandLine.parse(List.of());

        assertThat(line).isEqualTo(new CommandLine("start", List.of(), null, null, null));
    }

    @Test
    void optionsMayStandBeforeAndAfterTheCommand() {
        CommandLine line = CommandLine.parse(
                List.of("--port-offset", "1000", "token", "privacy-officer", "prifora", "--data", "elsewhere"));

        assertThat(line)
                .isEqualTo(new CommandLine(
                        "token", List.of("privacy-officer", "prifora"), 1000, Path.of("elsewhere"), null));
    }

    @Test
    void anOffsetMovesEveryPort() {
        StackOptions options =
                CommandLine.parse(List.of("--port-offset", "1000")).options(Path.of("/checkout"));

        assertThat(options.ports().all())
                .containsExactly(
                        Map.entry("PostgreSQL", 6433),
                        Map.entry("Kafka", 10092),
                        Map.entry("Kafka, guarded", 10093),
                        Map.entry("SMTP", 2025),
                        Map.entry("mailbox", 9025),
                        Map.entry("OIDC", 9090),
                        Map.entry("OTLP", 5318),
                        Map.entry("request-service", 9080),
                        Map.entry("retention-service", 9081),
                        Map.entry("notification-service", 9082),
                        Map.entry("jdbc-connector", 9083));
        assertThat(options.directory().root()).isEqualTo(Path.of("/checkout/.local"));
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> CommandLine.parse(List.of("--ports", "1")))
                .isInstanceOf(StackException.class)
                .hasMessage("There is no option --ports. See: ./run help");
        assertThatThrownBy(() -> CommandLine.parse(List.of("--port-offset")))
                .isInstanceOf(StackException.class)
                .hasMessage("--port-offset needs a value. See: ./run help");
        assertThatThrownBy(() -> CommandLine.parse(List.of("--port-offset", "many")))
                .isInstanceOf(StackException.class)
                .hasMessage("--port-offset needs a number, not many");
        assertThatThrownBy(() ->
                        CommandLine.parse(List.of("--port-offset", "60000")).options(Path.of("")))
                .isInstanceOf(StackException.class)
                .hasMessage("A port offset is between 0 and 56442");
    }
}
