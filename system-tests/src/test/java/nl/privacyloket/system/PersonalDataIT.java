package nl.privacyloket.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.sample.SampleSystem;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Marked personal data goes through the whole story, by erasure and by access, and is then looked for everywhere where it
 * must not be: topics, logs, metrics, traces, plain columns.
 */
class PersonalDataIT {
    private static final String NAME = "Zqxname Markering";
    private static final String EMAIL = "zqxmail.markering@example.org";
    private static final String IDENTIFIER = "ZQX-88231";
    private static final String SECOND = "ZQX-88232";
    private static final String SECOND_EMAIL = "zqxmail.second@example.org";
    private static final String DETAILS = "zqxdetails that only staff may read";
    private static final String REASON = "zqxreason why some of it stays";

    /** An organisation that nobody knows, asked for last. */
    private static final String AFTER_THE_REFUSALS = "after-the-refusals";

    private static final List<String> FORMS = forms();

    private static final Stack STACK = RunningStack.get();

    @BeforeAll
    static void sendMarkedDataThroughTheWholeStory() throws Exception {
        WebshopCustomer.add(STACK, IDENTIFIER, NAME, EMAIL);
        PersonsRequest access = file("access");
        access.confirmFromMail();
        access.awaitStatus("in-assessment");
        access.grant();
        access.awaitStatus("closed");

        PersonsRequest erasure = file("erasure");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> STACK.mailbox().to(EMAIL).size() >= 5);
        erasure.confirmFromMail();
        erasure.awaitStatus("in-assessment");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !erasure.seenByStaff().path("planHash").asText("").isEmpty());
        erasure.staff("privacy-officer")
                .post(StackService.REQUEST, erasure.path() + "/decision", """
                        {"outcome": "partly-granted", "ground": "legal-obligation", "reason": "%s", "planHash": "%s"}
                        """.formatted(
                                REASON, erasure.seenByStaff().path("planHash").asText()))
                .expect(200);
        erasure.awaitStatus("closed");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> STACK.mailbox().to(EMAIL).size() >= 8);
        furtherRights();
        refusedInput();
    }

    /** A question, an answer and a correction with the mark in them. */
    private static void furtherRights() {
        WebshopCustomer.add(STACK, SECOND, NAME, SECOND_EMAIL);
        PersonsRequest correction = PersonsRequest.file(
                STACK,
                new WebshopCustomer(SECOND, NAME, SECOND_EMAIL),
                "rectification",
                ", \"corrections\": [{\"field\": \"name\", \"value\": \"" + NAME + " Junior\"}]");
        correction.confirmFromMail();
        correction.awaitStatus("in-assessment");
        correction
                .staff("case-handler")
                .post(StackService.REQUEST, correction.path() + "/clarification", "{\"question\":\"" + REASON + "\"}")
                .expect(200);
        correction
                .person()
                .post(StackService.REQUEST, correction.path() + "/answers", "{\"text\":\"" + DETAILS + "\"}")
                .expect(200);
        correction
                .staff("privacy-officer")
                .post(StackService.REQUEST, correction.path() + "/extension", "{\"reason\":\"" + REASON + "\"}")
                .expect(200);
        correction.grant();
        correction.awaitStatus("closed");
    }

    private static PersonsRequest file(String right) {
        return PersonsRequest.file(
                STACK,
                "prifora",
                right,
                NAME,
                EMAIL,
                "{\"type\":\"customer-number\",\"value\":\"" + IDENTIFIER + "\"}",
                DETAILS);
    }

    /** What is refused must leave no trace either. */
    private static void refusedInput() {
        Api.anonymous(STACK)
                .post(
                        StackService.REQUEST,
                        "/organisations/prifora/requests",
                        "{\"right\":\"erasure\",\"requester\":{\"name\":\"" + NAME + "\",\"email\":\"" + EMAIL
                                + "\",\"zqxfield\":\"" + IDENTIFIER + "\"}}");
        Api.anonymous(STACK)
                .post(StackService.REQUEST, "/organisations/prifora/requests", "{\"right\": " + EMAIL + "}");
        Api.anonymous(STACK).get(StackService.REQUEST, "/organisations/" + AFTER_THE_REFUSALS);
    }

    @Test
    void noTopicCarriesIt() {
        List<String> found = new ArrayList<>();
        long records = 0;
        for (String topic : Topics.names(STACK)) {
            for (ConsumerRecord<byte[], byte[]> record : Topics.read(STACK, topic)) {
                records++;
                search(topic + " key", record.key(), found);
                search(topic + " value", record.value(), found);
                for (Header header : record.headers()) {
                    search(topic + " header " + header.key(), header.value(), found);
                }
            }
        }

        assertThat(found).isEmpty();
        assertThat(records).isGreaterThan(50);
    }

    @Test
    void noLogFileHoldsIt() throws IOException {
        List<String> found = new ArrayList<>();
        List<Path> logs;
        try (Stream<Path> files = Files.walk(STACK.directory().logs())) {
            logs = files.filter(Files::isRegularFile).toList();
        }
        for (Path log : logs) {
            search(log.getFileName().toString(), Files.readAllBytes(log), found);
        }

        assertThat(found).isEmpty();
        assertThat(logs).hasSizeGreaterThanOrEqualTo(StackService.values().length);
    }

    @Test
    void noMetricHoldsIt() {
        List<String> found = new ArrayList<>();
        for (StackService service : StackService.values()) {
            Answer metrics = Api.anonymous(STACK).get(service, "/q/metrics");
            assertThat(metrics.status()).isEqualTo(200);
            assertThat(metrics.text()).contains("privacyloket_outbox_waiting");
            search(service.id(), metrics.body(), found);
        }

        assertThat(found).isEmpty();
    }

    @Test
    void noTraceHoldsIt() throws IOException {
        // A service tells of its spans in their order, some time after they ended.
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Files.exists(STACK.directory().traces()) && traces().contains(AFTER_THE_REFUSALS));
        byte[] traces = Files.readAllBytes(STACK.directory().traces());
        List<String> found = new ArrayList<>();

        search("traces", traces, found);

        assertThat(found).isEmpty();
        assertThat(new String(traces, StandardCharsets.ISO_8859_1)).contains("request-service", "retention-service");
    }

    private static String traces() throws IOException {
        return Files.readString(STACK.directory().traces(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void noPlainColumnHoldsIt() throws SQLException {
        List<String> found = new ArrayList<>();
        int tables =
                searchTables(StackService.DATABASE, "table_schema in ('request', 'retention', 'notification')", found);
        tables += searchTables(SampleSystem.DATABASE, "table_schema like 'connector%'", found);

        assertThat(found).isEmpty();
        assertThat(tables).isGreaterThan(20);
    }

    @Test
    void noAuditLogNamesAMemberOfStaff() throws SQLException {
        List<String> staff = List.of(
                "@prifora",
                HexFormat.of().formatHex("@prifora".getBytes(StandardCharsets.UTF_8)),
                "case-handler",
                "privacy-officer");
        List<String> entries = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : Topics.read(STACK, "privacyloket.audit.v1")) {
            entries.add(new String(record.value(), StandardCharsets.UTF_8));
        }
        for (String log : List.of("request", "retention", "notification")) {
            for (String table : List.of("audit_entry", "audit_pending")) {
                try (Connection connection = STACK.connect(StackService.DATABASE);
                        Statement statement = connection.createStatement();
                        ResultSet rows =
                                statement.executeQuery("select row::text from " + log + "." + table + " row")) {
                    while (rows.next()) {
                        entries.add(rows.getString(1));
                    }
                }
            }
        }
        for (StackService service : List.of(StackService.REQUEST, StackService.RETENTION, StackService.NOTIFICATION)) {
            entries.add(Api.anonymous(STACK)
                    .as("compliance", "prifora")
                    .get(service, "/audit/entries?from=0")
                    .expect(200)
                    .path("entries")
                    .toString());
        }

        assertThat(entries).hasSizeGreaterThan(50).allSatisfy(entry -> assertThat(entry)
                .doesNotContain(staff.toArray(String[]::new)));
        assertThat(entries).anySatisfy(entry -> assertThat(entry).contains("request.decided"));
    }

    private static int searchTables(String database, String schemas, List<String> found) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Connection connection = STACK.connect(database);
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(
                    "select table_schema, table_name from information_schema.tables where table_type = 'BASE TABLE' and "
                            + schemas)) {
                while (rows.next()) {
                    tables.add('"' + rows.getString(1) + "\".\"" + rows.getString(2) + '"');
                }
            }
            for (String table : tables) {
                // As text, which shows bytes in hexadecimal: the search knows the markers in that form too.
                try (ResultSet rows = statement.executeQuery("select row::text from " + table + " row")) {
                    while (rows.next()) {
                        search(table, rows.getString(1).getBytes(StandardCharsets.UTF_8), found);
                    }
                }
            }
        }
        return tables.size();
    }

    private static void search(String place, byte[] where, List<String> found) {
        if (where == null) {
            return;
        }
        String text = new String(where, StandardCharsets.ISO_8859_1);
        String folded = text.toLowerCase(Locale.ROOT);
        for (String marker : FORMS) {
            if (text.contains(marker) || folded.contains(marker)) {
                found.add(place + " holds " + marker);
            }
        }
    }

    /** The markers as they are, in hexadecimal, and in base64 at each of its three alignments. */
    private static List<String> forms() {
        List<String> forms = new ArrayList<>();
        for (String marker : List.of("zqxname", "zqxmail", IDENTIFIER, SECOND, "zqxdetails", "zqxreason")) {
            for (String spelling : List.of(marker, capitalised(marker))) {
                byte[] bytes = spelling.getBytes(StandardCharsets.UTF_8);
                forms.add(spelling.toLowerCase(Locale.ROOT));
                forms.add(HexFormat.of().formatHex(bytes));
                for (int shift = 0; shift < 3; shift++) {
                    byte[] shifted = new byte[bytes.length + shift];
                    System.arraycopy(bytes, 0, shifted, shift, bytes.length);
                    String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
                    // The first and last characters depend on what stands beside the marker.
                    forms.add(base64.substring(shift == 0 ? 0 : shift + 1, base64.length() - 2));
                }
            }
        }
        return forms;
    }

    private static String capitalised(String marker) {
        return marker.substring(0, 1).toUpperCase(Locale.ROOT) + marker.substring(1);
    }
}
