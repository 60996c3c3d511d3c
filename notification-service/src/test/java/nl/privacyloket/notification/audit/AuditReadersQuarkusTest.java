package nl.privacyloket.notification.audit;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.notification.fixture.ServiceRows;
import nl.privacyloket.notification.fixture.Surroundings;
import nl.privacyloket.stack.oidc.StaffClaims;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Only so many read the log at length at the same time, and whoever goes leaves the place to the next. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class AuditReadersQuarkusTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String EVENTS = "text/event-stream";
    private static final String LINES = "application/x-ndjson";
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofSeconds(6);
    /** More than the buffers between a service and a reader who does not read take. */
    private static final int LONG_LOG = 20_000;

    @TestHTTPResource("/audit/entries")
    URI entries;

    private final List<Socket> readers = new ArrayList<>();

    @AfterEach
    void everybodyGoes() throws IOException {
        for (Socket reader : readers) {
            reader.close();
        }
    }

    private void takesPlaces(int number, String form, String organisation) {
        takesPlacesWith(number, form, token(LONG, organisation));
    }

    /** Those of the test before may be about to be left. */
    private void takesPlacesWith(int number, String form, String token) {
        for (int reader = 1; reader <= number; reader++) {
            await("reader " + reader).atMost(PATIENCE).until(() -> openedWith(form, token)
                    .startsWith("HTTP/1.1 200"));
        }
    }

    @Test
    void theTwentyFirstFollowerIsToldToComeBackAndTakesThePlaceOfOneWhoWent() throws IOException {
        // Readers who take nothing: what is on its way to them waits in a full buffer when they go.
        aLongLog();
        takesPlaces(10, EVENTS, "prifora");
        refused(EVENTS, "prifora");
        takesPlaces(10, EVENTS, "primoforum");

        refused(EVENTS, "pinkweb");

        readers.get(7).close();
        await().atMost(PATIENCE).until(() -> opened(EVENTS, "pinkweb").startsWith("HTTP/1.1 200"));
        refused(EVENTS, "pinkweb");
        ask("application/json", "prifora").then().statusCode(200);
    }

    @Test
    void theFifthExportIsToldToComeBackAndTakesThePlaceOfOneThatEnded() throws IOException {
        aLongLog();
        takesPlaces(2, LINES, "prifora");
        refused(LINES, "prifora");
        takesPlaces(2, LINES, "primoforum");

        refused(LINES, "pinkweb");

        readers.get(2).close();
        // What was read to its end has left its place as well: more than there are places, one after the other.
        for (int export = 1; export <= 5; export++) {
            await().atMost(PATIENCE).until(() -> ask(LINES, "pinkweb").statusCode() == 200);
        }
        await().atMost(PATIENCE).until(() -> opened(LINES, "pinkweb").startsWith("HTTP/1.1 200"));
        refused(LINES, "pinkweb");
    }

    @Test
    void whoReadsForTwoOrganisationsTakesFromTheHalfOfBoth() throws IOException {
        aLongLog();
        takesPlaces(1, LINES, "prifora");
        takesPlacesWith(1, LINES, token(LONG, "prifora", "primoforum"));

        refused(LINES, "prifora");
        takesPlaces(1, LINES, "primoforum");
        refused(LINES, "primoforum");
        ask(LINES, "pinkweb").then().statusCode(200);
    }

    @Test
    void whoTakesNothingLosesThePlaceThoughTheConnectionStays() throws IOException {
        aLongLog();
        takesPlaces(2, LINES, "prifora");
        // Events wait for their reader until the token is over.
        takesPlacesWith(10, EVENTS, token(SHORT, "prifora"));
        refused(LINES, "prifora");
        refused(EVENTS, "prifora");

        await().atMost(PATIENCE).until(() -> ask(LINES, "prifora").statusCode() == 200);
        await().atMost(PATIENCE).until(() -> opened(EVENTS, "prifora").startsWith("HTTP/1.1 200"));
    }

    @Test
    void anExportEndsWithTheTokenOfItsReader() throws IOException {
        aLongLog();
        takesPlacesWith(2, LINES, token(SHORT, "prifora"));
        refused(LINES, "prifora");

        // Before it would have been for want of a reader who takes something.
        await().atMost(SHORT.plusSeconds(6)).until(() -> ask(LINES, "prifora").statusCode() == 200);
    }

    private static String token(Duration life, String... organisations) {
        return Surroundings.oidc()
                .token(new StaffClaims("auditor@werk", List.of("compliance"), List.of(organisations)), life);
    }

    private static void refused(String form, String organisation) {
        ask(form, organisation)
                .then()
                .statusCode(503)
                .header("Retry-After", "30")
                .contentType("application/problem+json")
                .body("type", equalTo("urn:privacyloket:problem:audit-readers-busy"))
                .body("retryAfter", equalTo(30));
    }

    /** From beyond the end, so that what is answered is short. */
    private static Response ask(String form, String organisation) {
        return given().auth().oauth2(token(LONG, organisation)).accept(form).get("/audit/entries?from=9000000");
    }

    private String opened(String form, String organisation) throws IOException {
        return openedWith(form, token(LONG, organisation));
    }

    /** The first line of the answer; more is not read, and the connection stays until the test ends. */
    private String openedWith(String form, String token) throws IOException {
        Socket socket = new Socket();
        readers.add(socket);
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.connect(new InetSocketAddress(entries.getHost(), entries.getPort()));
        socket.getOutputStream()
                .write(("GET " + entries.getPath() + " HTTP/1.1\r\nHost: " + entries.getAuthority() + "\r\nAccept: "
                                + form + "\r\nAuthorization: Bearer " + token + "\r\n\r\n")
                        .getBytes(US_ASCII));
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII), 64).readLine();
    }

    /** Of no organisation, so that it is as long for everybody. */
    private static void aLongLog() {
        if (!ServiceRows.of("select 1 from audit_entry where index >= " + LONG_LOG)
                .isEmpty()) {
            return;
        }
        try (Connection connection = Surroundings.postgres().connect("privacyloket");
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path to notification");
            statement.execute("""
                    insert into audit_pending (at, organisation, actor, action, object_type, object_id, outcome)
                    select now(), '-', 'system:notification-service', 'message.sent', 'message', gen_random_uuid(), 'done'
                      from generate_series(1, %d)
                    """.formatted(LONG_LOG));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        await().atMost(PATIENCE).until(() -> ServiceRows.of("select 1 from audit_pending limit 1")
                .isEmpty());
    }
}
