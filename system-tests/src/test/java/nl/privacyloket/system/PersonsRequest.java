package nl.privacyloket.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.client.MailReader;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.mail.ReceivedMail;

/** One person's request, followed from outside: by the API, by the mailbox. */
final class PersonsRequest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern CODE = Pattern.compile("(?<![0-9a-fA-F-])([0-9]{6,8})(?![0-9a-fA-F-])");

    private final Stack stack;
    private final String organisation;
    private final String email;
    private final String id;
    private final String reference;
    private final String token;

    private PersonsRequest(Stack stack, String organisation, String email, JsonNode created) {
        this.stack = stack;
        this.organisation = organisation;
        this.email = email;
        this.id = created.path("id").asText();
        this.reference = created.path("reference").asText();
        this.token = created.path("statusToken").asText();
    }

    static PersonsRequest file(
            Stack stack, String organisation, String right, String name, String email, String identifiers) {
        return file(stack, organisation, right, name, email, identifiers, "");
    }

    static PersonsRequest file(
            Stack stack,
            String organisation,
            String right,
            String name,
            String email,
            String identifiers,
            String details) {
        String body = """
                {"right": "%s", "requester": {"name": "%s", "email": "%s"}, "identifiers": [%s], "locale": "en",
                 "details": "%s"}
                """.formatted(right, name, email, identifiers, details);
        Answer answer =
                Api.anonymous(stack).post(StackService.REQUEST, "/organisations/" + organisation + "/requests", body);
        return new PersonsRequest(stack, organisation, email, answer.expect(201));
    }

    /** With further members of the body as JSON, each after a comma. */
    static PersonsRequest file(Stack stack, WebshopCustomer customer, String right, String more) {
        String body = """
                {"right": "%s", "requester": {"name": "%s", "email": "%s"}, "locale": "en",
                 "identifiers": [{"type": "customer-number", "value": "%s"}]%s}
                """.formatted(right, customer.name(), customer.email(), customer.number(), more);
        Answer answer = Api.anonymous(stack).post(StackService.REQUEST, "/organisations/prifora/requests", body);
        return new PersonsRequest(stack, "prifora", customer.email(), answer.expect(201));
    }

    /** With a body of one's own; {@code email} gets the mails. */
    static PersonsRequest file(Stack stack, String organisation, String email, String body) {
        Answer answer =
                Api.anonymous(stack).post(StackService.REQUEST, "/organisations/" + organisation + "/requests", body);
        return new PersonsRequest(stack, organisation, email, answer.expect(201));
    }

    String id() {
        return id;
    }

    String reference() {
        return reference;
    }

    String token() {
        return token;
    }

    String path() {
        return "/requests/" + id;
    }

    Api person() {
        return Api.anonymous(stack).holding(token);
    }

    Api staff(String role) {
        return Api.anonymous(stack).as(role, organisation);
    }

    JsonNode seenByStaff() {
        return staff("case-handler").get(StackService.REQUEST, path()).expect(200);
    }

    void confirmFromMail() {
        await().atMost(PATIENCE).until(() -> mailsAboutThis().size() == 1);
        String mail = mailsAboutThis().get(0).text();
        Matcher code = CODE.matcher(mail.replaceAll("https?://\\S+", ""));
        assertThat(code.find()).as("a code in " + mail).isTrue();
        person().post(StackService.REQUEST, path() + "/confirmation", "{\"code\":\"" + code.group(1) + "\"}")
                .expect(200);
    }

    void verifyIdentity() {
        staff("case-handler")
                .post(
                        StackService.REQUEST,
                        path() + "/identity-verification",
                        "{\"method\":\"masked-id-copy\",\"outcome\":\"verified\",\"note\":\"seen at the counter\"}")
                .expect(200);
    }

    void awaitPlan() {
        await().atMost(PATIENCE)
                .until(() -> !seenByStaff().path("planHash").asText("").isEmpty());
    }

    /** Waits for the plan, then decides by its hash. */
    void grantErasure() {
        awaitPlan();
        String planHash = seenByStaff().path("planHash").asText();
        staff("privacy-officer")
                .post(
                        StackService.REQUEST,
                        path() + "/decision",
                        "{\"outcome\":\"partly-granted\",\"ground\":\"legal-obligation\",\"reason\":\"The tax law.\",\"planHash\":\""
                                + planHash + "\"}")
                .expect(200);
    }

    void grant() {
        decide("{\"outcome\":\"granted\"}");
    }

    void decide(String json) {
        staff("privacy-officer")
                .post(StackService.REQUEST, path() + "/decision", json)
                .expect(200);
    }

    void awaitStatus(String status) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(250)).untilAsserted(() -> assertThat(
                        person().get(StackService.REQUEST, path())
                                .expect(200)
                                .path("status")
                                .asText())
                .as("status of " + reference)
                .isEqualTo(status));
    }

    void awaitMails(int count) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(250)).untilAsserted(() -> assertThat(subjects())
                .as("mails about " + reference)
                .hasSizeGreaterThanOrEqualTo(count));
    }

    /** Waits for a mail in which that stands, and gives its text on one line. */
    String awaitMail(String words) {
        await().atMost(PATIENCE).until(() -> mailsWith(words).size() == 1);
        return mailsWith(words).get(0);
    }

    private List<String> mailsWith(String words) {
        return mailsAboutThis().stream()
                .map(MailReader::onOneLine)
                .filter(text -> text.contains(words))
                .toList();
    }

    private List<ReceivedMail> mailsAboutThis() {
        return mails().stream()
                .filter(mail ->
                        mail.text().contains(reference) || mail.subject().contains(reference))
                .toList();
    }

    List<ReceivedMail> mails() {
        return stack.mailbox().to(email);
    }

    List<String> subjects() {
        return mails().stream().map(ReceivedMail::subject).toList();
    }
}
