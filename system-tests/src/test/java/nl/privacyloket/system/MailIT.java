package nl.privacyloket.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.client.MailReader;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.mail.ReceivedMail;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What persons and staff find in their mail. */
class MailIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Stack stack = RunningStack.get();

    @ParameterizedTest
    @ValueSource(strings = {"primoforum", "prifora"})
    @DisplayName("PF-9, PR-7: an answer says where to complain, and in which order")
    void anAnswerSaysWhereToComplain(String organisation) {
        String email = organisation + ".cor@example.org";
        PersonsRequest request = PersonsRequest.file(stack, organisation, email, """
                {"right": "erasure", "locale": "en", "requester": {"name": "Cor Complainer", "email": "%s"}}
                """.formatted(email));
        request.confirmFromMail();
        request.awaitStatus("in-assessment");

        request.decide("{\"outcome\": \"refused\", \"ground\": \"excessive\", \"reason\": \"Asked before.\"}");

        String answer = request.awaitMail("Asked before.");
        assertThat(answer).contains("Autoriteit Persoonsgegevens").contains("district court");
        if (organisation.equals("prifora")) {
            assertThat(answer.indexOf("tell PRIFORA first"))
                    .as("first the organisation")
                    .isBetween(0, answer.indexOf("Autoriteit Persoonsgegevens"));
        }
    }

    @Test
    @DisplayName("PR-4: the person hears by mail to whom data went")
    void aDisclosureIsTold() {
        String email = "dis.closed@example.org";
        Api.anonymous(stack)
                .as("privacy-officer", "prifora")
                .post(StackService.REQUEST, "/organisations/prifora/disclosures", """
                        {"recipient": {"name": "Police of Testtown", "country": "NL"}, "askedBy": "authority",
                         "basis": "authority-order", "categories": ["account"], "purpose": "An inquiry.",
                         "reference": "PV 2026-9", "subject": {"name": "Dis Closed", "email": "%s"}}
                        """.formatted(email))
                .expect(201);

        await().atMost(PATIENCE).until(() -> !stack.mailbox().to(email).isEmpty());
        assertThat(stack.mailbox().to(email)).hasSize(1);
        assertThat(MailReader.onOneLine(stack.mailbox().to(email).get(0))).contains("Police of Testtown");
    }

    @Test
    @DisplayName("A mail that comes back has failed, staff hear of it, and it can be sent again")
    void aBouncedMailIsNoticed() {
        String email = "bo.bounce@example.org";
        PersonsRequest request = PersonsRequest.file(stack, "infactor", email, """
                {"right": "access", "locale": "en", "requester": {"name": "Bo Bounce", "email": "%s"}}
                """.formatted(email));
        request.awaitMails(1);
        ReceivedMail first = request.mails().get(0);
        int staffMails = stack.mailbox().to(STAFF).size();

        JsonNode outcome = bounce(first.header("Message-ID"), email).expect(200);

        assertThat(outcome.path("outcome").asText()).isEqualTo("recorded");
        JsonNode failed = message(request, "confirmation");
        assertThat(failed.path("state").asText()).isEqualTo("failed");
        assertThat(failed.toString()).contains("bounced-5-2-2").doesNotContain(email);
        await().atMost(PATIENCE).until(() -> stack.mailbox().to(STAFF).size() > staffMails);
        assertThat(stack.mailbox().to(STAFF))
                .anySatisfy(mail -> assertThat(MailReader.onOneLine(mail)).contains(request.reference()))
                .noneSatisfy(mail -> assertThat(mail.text()).contains("Bo Bounce"));

        request.staff("case-handler")
                .post(
                        StackService.NOTIFICATION,
                        "/messages/" + failed.path("id").asText() + "/resend",
                        "")
                .expect(202);
        request.awaitMails(2);
        assertThat(request.mails().get(1).header("Message-ID")).isNotEqualTo(first.header("Message-ID"));
    }

    private static final String STAFF = "info@infactor.nl";

    private JsonNode message(PersonsRequest request, String kind) {
        List<JsonNode> found = StreamSupport.stream(
                        request.staff("case-handler")
                                .get(
                                        StackService.NOTIFICATION,
                                        "/organisations/infactor/messages?requestId=" + request.id())
                                .expect(200)
                                .path("items")
                                .spliterator(),
                        false)
                .filter(message -> message.path("kind").asText().equals(kind))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    /** As a mail server reports that a mailbox is full for good (RFC 3464). */
    private Answer bounce(String messageId, String email) {
        String report = """
                From: mailer-daemon@mx.example.org
                To: bounces@example.org
                Subject: Undelivered mail
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="b"

                --b
                Content-Type: text/plain; charset=us-ascii

                Your message could not be delivered.

                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.org

                Final-Recipient: rfc822; %s
                Action: failed
                Status: 5.2.2
                Diagnostic-Code: smtp; 552 5.2.2 mailbox of %s is full

                --b
                Content-Type: text/rfc822-headers

                Message-ID: %s
                Subject: whatever

                --b--
                """.formatted(email, email, messageId).replace("\n", "\r\n");
        return Api.anonymous(stack)
                .as("system", "infactor")
                .send(StackService.NOTIFICATION, "/organisations/infactor/bounces", "POST", "message/rfc822", report);
    }
}
