package nl.privacyloket.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.mail.ReceivedMail;

/** Those who get mail from one organisation, as the system that keeps the list and the privacy officer see them. */
final class MailingList {
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Pattern LINK = Pattern.compile("https?://\\S+/unsubscribe/(\\S+)");

    private final Stack stack;
    private final String organisation;

    MailingList(Stack stack, String organisation) {
        this.stack = stack;
        this.organisation = organisation;
    }

    private Api as(String role) {
        return Api.anonymous(stack).as(role, organisation);
    }

    private String path(String rest) {
        return "/organisations/" + organisation + rest;
    }

    /** @param consent as JSON, or empty for none */
    Answer put(String subscriber, String email, String locale, String purpose, String consent) {
        String body = """
                {"email": "%s", "locale": "%s", "purposes": [%s]%s}
                """.formatted(
                        email,
                        locale,
                        purpose.isEmpty() ? "" : "\"" + purpose + "\"",
                        consent.isEmpty() ? "" : ", \"consent\": " + consent);
        return as("system")
                .send(StackService.NOTIFICATION, path("/subscribers/" + subscriber), "PUT", "application/json", body);
    }

    /** With consent given on a form before these tests. */
    void subscribe(String subscriber, String email, String locale, String purpose) {
        Answer answer =
                put(subscriber, email, locale, purpose, "{\"source\": \"form\", \"at\": \"2026-01-05T09:00:00Z\"}");
        assertThat(answer.status()).as(answer.text()).isIn(200, 201);
    }

    /** Many at once: {@code prefix-1@example.org} and so on. */
    void subscribeMany(String prefix, int count, String purpose) {
        StringBuilder lines = new StringBuilder();
        for (int number = 1; number <= count; number++) {
            lines.append("""
                    {"subscriber": "%1$s-%2$d", "email": "%1$s-%2$d@example.org", "locale": "en", \
                    "purposes": ["%3$s"], "consent": {"source": "form", "at": "2026-01-05T09:00:00Z"}}
                    """.formatted(prefix, number, purpose));
        }
        JsonNode taken = as("system")
                .send(StackService.NOTIFICATION, path("/subscribers"), "POST", "application/x-ndjson", lines.toString())
                .expect(200);
        assertThat(taken.path("accepted").asInt()).as(taken.toString()).isEqualTo(count);
    }

    Answer subscriber(String subscriber) {
        return as("system").get(StackService.NOTIFICATION, path("/subscribers/" + subscriber));
    }

    List<String> purposes(String subscriber) {
        return StreamSupport.stream(
                        subscriber(subscriber).expect(200).path("purposes").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** @return the id of the announcement, which is that of its job */
    String announce(String kind, String purpose, String subject, String text, int perSecond) {
        String body = """
                {"kind": "%s", "purpose": "%s", "perSecond": %d, "texts": {
                 "nl": {"subject": "%s", "text": "%s"}, "en": {"subject": "%s", "text": "%s"}}}
                """.formatted(kind, purpose, perSecond, subject, text, subject, text);
        return as("privacy-officer")
                .post(StackService.NOTIFICATION, path("/announcements"), body)
                .expect(202)
                .path("id")
                .asText();
    }

    JsonNode announcement(String id) {
        return as("privacy-officer")
                .get(StackService.NOTIFICATION, path("/announcements/" + id))
                .expect(200);
    }

    void tell(String id, String verb) {
        Answer answer =
                as("privacy-officer").post(StackService.NOTIFICATION, path("/announcements/" + id + "/" + verb), "");
        assertThat(answer.status()).as(verb + ": " + answer.text()).isBetween(200, 204);
    }

    void awaitSent(String id, int atLeast) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> announcement(id).path("sent").asInt() >= atLeast);
    }

    JsonNode awaitCompleted(String id) {
        await().atMost(PATIENCE)
                .until(() -> announcement(id).path("state").asText().equals("completed"));
        return announcement(id);
    }

    /** Mails with that subject to an address. */
    List<ReceivedMail> got(String email, String subject) {
        return stack.mailbox().to(email).stream()
                .filter(mail -> subject.equals(mail.subject()))
                .toList();
    }

    List<ReceivedMail> awaitGot(String email, String subject) {
        await().atMost(PATIENCE).until(() -> !got(email, subject).isEmpty());
        return got(email, subject);
    }

    /** The path of the link in a mail by which one leaves. */
    static String unsubscribePath(ReceivedMail mail) {
        Matcher link = LINK.matcher(mail.text());
        assertThat(link.find()).as("a link to leave in " + mail.text()).isTrue();
        return "/unsubscribe/" + link.group(1);
    }
}
