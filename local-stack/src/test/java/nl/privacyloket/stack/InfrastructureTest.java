package nl.privacyloket.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.stack.layout.StackPorts;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.oidc.StaffClaims;
import nl.privacyloket.stack.oidc.TokenRequests;
import nl.privacyloket.stack.sample.SampleSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfrastructureTest {

    @TempDir
    Path directory;

    @Test
    void givesTheServicesAllTheyNeedAndKeepsItForTheNextStart() throws Exception {
        StackOptions options = StackOptions.of(Path.of("..")).in(directory).on(StackPorts.free());
        String firstKey;
        try (Stack first = Stack.of(options, Progress.SILENT)) {
            first.startInfrastructure();
            try (Connection data = first.connect(SampleSystem.DATABASE)) {
                data.createStatement().execute("DELETE FROM webshop.payment");
            }
            firstKey = key(first);
        }

        try (Stack second = Stack.of(options, Progress.SILENT)) {
            second.startInfrastructure();

            assertThat(key(second)).isEqualTo(firstKey);
            assertThat(count(second, SampleSystem.DATABASE, "webshop.payment")).isZero();
            assertThat(count(second, SampleSystem.DATABASE, "webshop.customer")).isEqualTo(300);
            assertThat(count(second, StackService.DATABASE, "pg_namespace WHERE nspname IN ('request', 'retention')"))
                    .isEqualTo(2);
            assertThat(new TokenRequests(second.addresses().issuerUrl()).token(StaffClaims.of("operator", "prifora")))
                    .contains(".");
        }
    }

    @Test
    void oneDirectoryHoldsOneStack() throws Exception {
        StackOptions options = StackOptions.of(Path.of("..")).in(directory).on(StackPorts.free());
        try (Stack first = Stack.of(options, Progress.SILENT);
                Stack second = Stack.of(options.on(StackPorts.free()), Progress.SILENT)) {
            first.startInfrastructure();

            assertThatThrownBy(second::startInfrastructure)
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("is in use by another stack (process "
                            + ProcessHandle.current().pid() + ")");
        }
    }

    @Test
    void toBeMeasuredTheDatabaseIsDurable() throws Exception {
        StackOptions options =
                StackOptions.of(Path.of("..")).in(directory).forLoad().only(StackService.REQUEST);
        try (Stack stack = Stack.of(options, Progress.SILENT)) {
            stack.startInfrastructure();

            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                assertThat(setting(stack, setting)).as(setting).isEqualTo("on");
            }
            assertThat(stack.environment(StackService.REQUEST))
                    .doesNotContainKeys("PRIVACYLOKET_AUDIT_CHECKPOINT_EVERY", "QUARKUS_OTEL_SDK_DISABLED");
        }
    }

    @Test
    void whatIsSetForAStackGoesBeforeWhatItGivesItsServices() {
        StackOptions options = StackOptions.of(Path.of("..")).with("QUARKUS_MAILER_PORT", "2525");

        assertThat(Stack.of(options, Progress.SILENT).environment(StackService.NOTIFICATION))
                .containsEntry("QUARKUS_MAILER_PORT", "2525");
    }

    @Test
    void stoppedInTheMiddleOfItsStartItLeavesNothingRunning() throws Exception {
        StackOptions options = StackOptions.of(Path.of("..")).in(directory).on(StackPorts.free());
        Stack stack = Stack.of(options, Progress.SILENT);
        CompletableFuture<Void> start = CompletableFuture.runAsync(() -> {
            try {
                stack.startInfrastructure();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Polling.upTo(Duration.ofSeconds(20))
                .every(Duration.ofMillis(5))
                .untilTrue(() -> Files.exists(options.directory().postgres()));

        stack.close();

        assertThatThrownBy(() -> start.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(StackException.class);
        assertThat(options.ports().firstTaken()).isEmpty();
    }

    private static String key(Stack stack) {
        return KeyFolder.at(stack.directory().keys("prifora-webshop")).publicJwk();
    }

    private static String setting(Stack stack, String name) throws Exception {
        try (Connection connection = stack.connect("postgres");
                ResultSet result = connection.createStatement().executeQuery("SHOW " + name)) {
            result.next();
            return result.getString(1);
        }
    }

    private static long count(Stack stack, String database, String from) throws Exception {
        try (Connection connection = stack.connect(database);
                ResultSet result = connection.createStatement().executeQuery("SELECT count(*) FROM " + from)) {
            result.next();
            return result.getLong(1);
        }
    }
}
