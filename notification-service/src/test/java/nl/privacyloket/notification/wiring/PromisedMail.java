package nl.privacyloket.notification.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import nl.privacyloket.notification.fixture.Broker;
import nl.privacyloket.notification.fixture.Contracts;
import nl.privacyloket.notification.fixture.Organisations;
import nl.privacyloket.notification.fixture.Story;
import nl.privacyloket.notification.fixture.Surroundings;
import nl.privacyloket.stack.mail.ReceivedMail;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Stories at organisations whose policies are here, and the mails that come of them. */
abstract class PromisedMail {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final String TOKEN = "3rigmO7t2UAa3_rPtv-ETkNtmwMEnXEVwgzMvGn49DA";

    static Broker broker;

    @BeforeAll
    static void policiesArePublished() throws Exception {
        broker = new Broker(Surroundings.kafka().bootstrapServers());
        Story.policy(broker, "prifora", 1, Organisations.prifora());
        Story.policy(broker, "primoforum", 1, Organisations.primoforum());
        Story.policy(broker, "pinkweb", 1, Organisations.pinkweb());
    }

    @AfterAll
    static void close() {
        broker.close();
    }

    /** A story that is past its confirmation, so that the next mail is about what happens next. */
    static Story inAssessment(String organisation, String right) throws Exception {
        Story story = new Story(broker, organisation, right);
        return story.received("nl", contact(story), "in-assessment", Map.of());
    }

    static Map<String, Object> contact(Story story) {
        return Map.of("name", "Saskia Voorbeeld", "email", story.email(), "statusToken", TOKEN);
    }

    static ReceivedMail lastMail(Story story, int number) {
        return lastMail(story.email(), number);
    }

    static ReceivedMail lastMail(String address, int number) {
        await().atMost(PATIENCE)
                .until(() -> Surroundings.mail().mailbox().to(address).size() >= number);
        List<ReceivedMail> mails = Surroundings.mail().mailbox().to(address);
        assertThat(mails).hasSize(number);
        return mails.get(number - 1);
    }

    /** Without the line breaks that a width of 72 columns brings. */
    static String words(ReceivedMail mail) {
        return mail.text().replaceAll("\\s+", " ");
    }

    /** Others have heard that these messages were sent. */
    static void awaitSent(Story story, String... kinds) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(broker.read("privacyloket.notifications.v1").stream()
                        .filter(record -> story.id().toString().equals(record.key()))
                        .map(record -> Contracts.json(new String(record.value(), StandardCharsets.UTF_8)))
                        .filter(sent -> sent.has("sentAt"))
                        .map(sent -> sent.path("kind").asText()))
                .containsExactlyInAnyOrder(kinds));
    }
}
