package nl.privacyloket.connector.upload;

import static nl.privacyloket.connector.shop.ShopCustomers.customer;
import static nl.privacyloket.connector.shop.ShopCustomers.fullCustomer;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import nl.privacyloket.connector.command.Replies;
import nl.privacyloket.connector.execution.Access;
import nl.privacyloket.connector.shop.CommandRecords;
import nl.privacyloket.connector.shop.Contracts;
import nl.privacyloket.connector.shop.ShopDatabase;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.messaging.transaction.JdbcTransactions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UploadWorkerTest {
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final Deque<Integer> statuses = new ArrayDeque<>();
    private final List<String> received = new ArrayList<>();
    private final List<byte[]> bodies = new ArrayList<>();
    private HttpServer receiver;
    private ShopDatabase shop;
    private UploadWorker worker;

    @BeforeEach
    void shopAndReceiver() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Upload-Token") + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type"));
            bodies.add(exchange.getRequestBody().readAllBytes());
            exchange.getResponseHeaders().add("Location", "http://localhost:1/elsewhere");
            exchange.sendResponseHeaders(statuses.pop(), -1);
            exchange.close();
        });
        receiver.start();
        shop = ShopDatabase.empty();
        fullCustomer(shop, 7, "Anna Jansen", "anna@example.org");
        fullCustomer(shop, 8, "Anna Jansen", "anna.jansen@example.net");
        KeyFolder keys = ShopDatabase.keys("test-shop");
        worker = new UploadWorker(
                "test-shop",
                shop.dataSource(),
                new JdbcTransactions(shop.dataSource(), () -> {}),
                new Access(shop.fitted(), keys.subjectHash()),
                keys.opener("test-shop"),
                new UploadClient(),
                new Replies(shop.mapping(), (system, command, outcome) -> {}, clock),
                clock);
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
    }

    private CommandRecords waiting(String email) throws Exception {
        CommandRecords command = CommandRecords.command(
                        ShopDatabase.keys("retention-service").sealer(), "access", "test-shop", "prifora")
                .about("e-mail", email)
                .uploadingTo("http://localhost:" + receiver.getAddress().getPort() + "/parts/", "a-token");
        new JdbcTransactions(shop.dataSource(), () -> {}).inTransaction(connection -> {
            PendingUploads.add(connection, command.commandId(), command.toSend().value(), clock.instant());
            return null;
        });
        return command;
    }

    private List<String> answers() throws Exception {
        return shop.query("SELECT type || ' ' || convert_from(data, 'UTF8') FROM outbox ORDER BY id");
    }

    private List<String> left() throws Exception {
        return shop.query("SELECT command_id || ' ' || attempts FROM pending_upload");
    }

    @Test
    void putsThePartAndAnswers() throws Exception {
        CommandRecords command = waiting("anna@example.org");
        statuses.add(204);

        worker.uploadNext();

        assertThat(received).containsExactly("PUT /parts/" + command.commandId() + " a-token application/json");
        assertThat(Contracts.broken("export-part", bodies.get(0))).isEmpty();
        assertThat(new String(bodies.get(0), StandardCharsets.UTF_8))
                .contains("\"anna@example.org\"")
                .doesNotContain("anna.jansen@example.net");
        assertThat(answers())
                .singleElement()
                .asString()
                .startsWith("nl.privacyloket.result.accessed.v1 {\"commandId\":\"" + command.commandId())
                .contains("{\"category\":\"invoices\",\"holdings\":3}");
        assertThat(Contracts.broken(
                        "events/nl.privacyloket.result.accessed.v1",
                        answers().get(0).split(" ", 2)[1].getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(left()).isEmpty();
    }

    @Test
    void aTokenThatWasUsedSaysThatTheUploadWasDone() throws Exception {
        waiting("anna@example.org");
        statuses.add(409);

        worker.uploadNext();

        assertThat(answers()).singleElement().asString().startsWith("nl.privacyloket.result.accessed.v1");
        assertThat(left()).isEmpty();
    }

    @Test
    void aReceiverInTroubleIsTriedAgainAfterAPause() throws Exception {
        CommandRecords command = waiting("anna@example.org");
        statuses.add(503);
        worker.uploadNext();
        assertThat(worker.uploadNext()).isFalse();
        statuses.add(204);
        clock.advance(Duration.ofSeconds(1));

        worker.uploadNext();

        assertThat(received).hasSize(2);
        assertThat(answers())
                .singleElement()
                .asString()
                .contains(command.commandId().toString());
    }

    @Test
    void aReceiverThatIsAwayIsTriedAgain() throws Exception {
        CommandRecords command = waiting("anna@example.org");
        receiver.stop(0);

        worker.uploadNext();

        assertThat(left()).containsExactly(command.commandId() + " 1");
        assertThat(answers()).isEmpty();
    }

    @Test
    void aReceiverThatRefusesIsAFailureAtOnce() throws Exception {
        waiting("anna@example.org");
        statuses.add(403);

        worker.uploadNext();

        assertThat(answers()).singleElement().asString().contains("\"reason\":\"upload-refused\"");
        assertThat(left()).isEmpty();
    }

    @Test
    void theTokenFollowsNoRedirect() throws Exception {
        waiting("anna@example.org");
        statuses.add(307);

        worker.uploadNext();

        assertThat(received).hasSize(1);
        assertThat(answers()).singleElement().asString().contains("\"reason\":\"upload-refused\"");
    }

    @Test
    void givesUpAfterThreeDays() throws Exception {
        waiting("anna@example.org");
        statuses.add(503);
        clock.advance(Duration.ofDays(3).plusSeconds(1));

        worker.uploadNext();

        assertThat(answers()).singleElement().asString().contains("\"reason\":\"upload-unreachable\"");
        assertThat(left()).isEmpty();
    }

    @Test
    void nothingIsUploadedOfSomebodyWhoCannotBeToldFromAnother() throws Exception {
        customer(shop, 41, "C-41", "Jan Smit", "family@example.org");
        customer(shop, 42, "C-42", "Piet Smit", "family@example.org");
        waiting("family@example.org");

        worker.uploadNext();

        assertThat(received).isEmpty();
        assertThat(answers()).singleElement().asString().contains("\"reason\":\"identifiers-ambiguous\"");
    }

    @Test
    void anEmptyPartIsUploadedToo() throws Exception {
        waiting("nobody@example.org");
        statuses.add(204);

        worker.uploadNext();

        assertThat(new String(bodies.get(0), StandardCharsets.UTF_8))
                .isEqualTo("{\"system\":\"test-shop\",\"categories\":[]}");
    }

    private static final class SettableClock extends Clock {
        private Instant now;

        SettableClock(Instant now) {
            this.now = now;
        }

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
