package nl.privacyloket.notification.wiring;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.notification.correspondence.Verdict;
import nl.privacyloket.notification.fixture.Broker;
import nl.privacyloket.notification.fixture.Contracts;
import nl.privacyloket.notification.fixture.Organisations;
import nl.privacyloket.notification.fixture.Story;
import nl.privacyloket.notification.fixture.Surroundings;
import nl.privacyloket.stack.mail.ReceivedMail;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Surroundings.class)
class NotificationStoryQuarkusTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static Broker broker;

    @BeforeAll
    static void policyIsPublished() throws Exception {
        broker = new Broker(Surroundings.kafka().bootstrapServers());
        Story.policy(broker, "prifora", 1, Organisations.prifora());
    }

    @AfterAll
    static void close() {
        broker.close();
    }

    private static List<ReceivedMail> mails(Story story) {
        return Surroundings.mail().mailbox().to(story.email());
    }

    private static void awaitMails(Story story, int number) {
        await().atMost(PATIENCE).until(() -> mails(story).size() >= number);
    }

    private static List<JsonNode> published(String topic, String key) {
        return broker.read(topic).stream()
                .filter(record -> key.equals(record.key()))
                .map(record -> Contracts.json(new String(record.value(), StandardCharsets.UTF_8)))
                .toList();
    }

    @Test
    void anErasureIsFollowedByFourMailsEachOnceHoweverOftenItIsTold() throws Exception {
        Story story = new Story(broker, "prifora", "erasure");
        String received = UUID.randomUUID().toString();
        String closed = UUID.randomUUID().toString();
        List<Verdict> verdicts = List.of(new Verdict("prifora-webshop", "account", "erase", null, null, 1));

        story.received("nl", "Saskia Voorbeeld", received)
                .received("nl", "Saskia Voorbeeld", received)
                .confirmed(null)
                .confirmed(null)
                .granted()
                .closed("granted", verdicts, closed)
                .closed("granted", verdicts, closed);
        awaitMails(story, 4);
        await().atMost(PATIENCE)
                .until(() ->
                        published("privacyloket.notifications.v1", story.id().toString())
                                        .size()
                                >= 5);

        assertThat(mails(story))
                .extracting(ReceivedMail::subject)
                .containsExactly(
                        "Bevestig uw verzoek aan PRIFORA (PRIFORA-2026-000001)",
                        "Wij hebben uw verzoek aan PRIFORA ontvangen (PRIFORA-2026-000001)",
                        "Ons besluit over uw verzoek aan PRIFORA (PRIFORA-2026-000001)",
                        "Uw verzoek aan PRIFORA is afgerond (PRIFORA-2026-000001)");
        ReceivedMail confirmation = mails(story).get(0);
        assertThat(confirmation.text().lines())
                .contains(
                        "Uw code: 7QK4-M2ZD",
                        "https://privacy.example.org/status/#id=" + story.id()
                                + "&token=3rigmO7t2UAa3_rPtv-ETkNtmwMEnXEVwgzMvGn49DA&code=7QK4-M2ZD");
        assertThat(confirmation.header("From")).isEqualTo("PRIFORA <privacyloket@mail.example.org>");
        assertThat(confirmation.header("Reply-To")).isEqualTo("PRIFORA <info@prifora.com>");
        assertThat(confirmation.header("Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(mails(story)).extracting(mail -> mail.header("Message-ID")).doesNotHaveDuplicates();
        assertThat(published("privacyloket.notifications.v1", story.id().toString()))
                .extracting(event -> event.path("kind").asText())
                .filteredOn(kind -> !kind.equals("staff-new"))
                .containsExactly("confirmation", "acknowledgement", "decision", "completion");
    }

    @Test
    void aRefusalIsToldInOneMailAndThenNothingOfThePersonIsLeft() throws Exception {
        Story story = new Story(broker, "prifora", "access").received("en", "Sam Sample", null);
        awaitMails(story, 1);

        story.refused("You ask this for the fourth time this month.").closed("refused", List.of(), null);
        awaitMails(story, 2);

        assertThat(mails(story).get(1).text())
                .contains(
                        "Our decision: we will not do what you ask.",
                        "> You ask this for the fourth time this month.",
                        "Autoriteit Persoonsgegevens",
                        "the district court");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(rows("select contact is null, "
                        + "(select count(*) from notification.message m where m.request_id = c.request_id and occasion is not null) "
                        + "from notification.correspondence c where request_id = '" + story.id() + "'"))
                .containsExactly("t 0"));
    }

    @Test
    void aMessageWaitsForItsPolicyWhileOthersPass() throws Exception {
        Story waiting = new Story(broker, "infactor", "access").received("nl", "Wim Wachtend", null);
        Story other = new Story(broker, "prifora", "access").received("nl", "Olga Ander", null);
        awaitMails(other, 1);
        int before = mails(waiting).size();

        Story.policy(broker, "infactor", 1, Organisations.infactor());
        awaitMails(waiting, 1);

        assertThat(before).isZero();
        assertThat(mails(waiting)).hasSize(1);
    }

    @Test
    void aMailServerThatIsDownIsSeenAndCaughtUpWith() throws Exception {
        Surroundings.mail().stop();
        Story story = new Story(broker, "prifora", "access").received("nl", "Saskia Voorbeeld", null);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(smtpStatus()).isEqualTo("DOWN"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        rows("select last_failure from notification.message where request_id = '" + story.id() + "'"))
                .containsExactly("smtp-unreachable"));

        Surroundings.mail().start();
        awaitMails(story, 1);

        assertThat(mails(story)).hasSize(1);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(smtpStatus()).isEqualTo("UP"));
    }

    @Test
    void everyStepIsInTheAuditLogWithoutThePerson() throws Exception {
        Story story = new Story(broker, "prifora", "access").received("nl", "Zwaantje Kenmerkend", null);
        awaitMails(story, 1);
        String message = rows("select id from notification.message where request_id = '" + story.id() + "'")
                .get(0);

        await().atMost(PATIENCE).until(() -> audited(message).size() >= 2);

        assertThat(audited(message))
                .extracting(entry -> entry.path("action").asText())
                .containsExactly("message.queued", "message.sent");
        assertThat(everythingOnKafka()).doesNotContain("Zwaantje", "Kenmerkend", story.email());
    }

    private static List<JsonNode> audited(String message) {
        return published("privacyloket.audit.v1", "notification-service").stream()
                .filter(entry -> entry.path("object").path("id").asText().equals(message))
                .toList();
    }

    private static String everythingOnKafka() {
        StringBuilder everything = new StringBuilder();
        for (String topic :
                List.of("privacyloket.audit.v1", "privacyloket.notifications.v1", "privacyloket.requests.v1")) {
            for (ConsumerRecord<String, byte[]> record : broker.read(topic)) {
                everything.append(new String(record.value(), StandardCharsets.UTF_8));
            }
        }
        return everything.toString();
    }

    private static String smtpStatus() {
        return given().when().get("/q/health/ready").then().extract().path("checks.find { it.name == 'smtp' }.status");
    }

    private static List<String> rows(String sql) throws Exception {
        try (Connection connection = Surroundings.postgres().connect("privacyloket");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                StringBuilder row = new StringBuilder(String.valueOf(rows.getString(1)));
                for (int column = 2; column <= rows.getMetaData().getColumnCount(); column++) {
                    row.append(' ').append(rows.getString(column));
                }
                found.add(row.toString());
            }
            return found;
        }
    }
}
