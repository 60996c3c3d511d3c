package nl.privacyloket.stack.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailServerTest {

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void showsTextAndHtmlOfAMailAsJson() throws Exception {
        try (MailServer server = MailServer.startTemporary();
                MailboxServer http = MailboxServer.start(0, server.mailbox())) {
            send(server, "Uw verzoek is ontvangen: één bevestiging", "een@example.org", "twee@example.org");

            JsonNode found = new ObjectMapper().readTree(get(http, "/messages?to=twee%40example.org"));
            assertThat(found).hasSize(1);
            assertThat(found.get(0).path("to").asText()).isEqualTo("twee@example.org");
            assertThat(found.get(0).path("subject").asText()).isEqualTo("Uw verzoek is ontvangen: één bevestiging");
            assertThat(found.get(0).path("text").asText()).isEqualTo("Beste lezer, uw code is 123456.");
            assertThat(found.get(0).path("html").asText()).isEqualTo("<p>Beste <b>lezer</b></p>");
            assertThat(found.get(0)
                            .path("headers")
                            .path("Auto-Submitted")
                            .get(0)
                            .asText())
                    .isEqualTo("auto-generated");
            assertThat(new ObjectMapper().readTree(get(http, "/messages"))).hasSize(2);
            assertThat(new ObjectMapper()
                            .readTree(get(http, "/messages/2"))
                            .path("id")
                            .asLong())
                    .isEqualTo(2);
        }
    }

    @Test
    void showsAMailAsAPageWithoutRunningWhatIsInIt() throws Exception {
        try (MailServer server = MailServer.startTemporary();
                MailboxServer http = MailboxServer.start(0, server.mailbox())) {
            send(server, "<script>alert(1)</script>", "een@example.org");

            assertThat(get(http, "/"))
                    .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                    .doesNotContain("<script>");
            assertThat(get(http, "/mails/1"))
                    .contains("srcdoc=\"&lt;p&gt;Beste &lt;b&gt;lezer&lt;/b&gt;&lt;/p&gt;\"")
                    .doesNotContain("<script>");
        }
    }

    @Test
    void anUnknownMailIsNotFound() throws Exception {
        try (MailboxServer http = MailboxServer.start(0, Mailbox.inMemory())) {
            HttpResponse<String> response =
                    client.send(request(http, "/messages/7").build(), HttpResponse.BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(404);
        }
    }

    @Test
    void deletingTheMessagesEmptiesTheMailbox() throws Exception {
        try (MailServer server = MailServer.startTemporary();
                MailboxServer http = MailboxServer.start(0, server.mailbox())) {
            send(server, "weg", "een@example.org");

            HttpResponse<Void> response =
                    client.send(request(http, "/messages").DELETE().build(), HttpResponse.BodyHandlers.discarding());

            assertThat(response.statusCode()).isEqualTo(204);
            assertThat(server.mailbox().all()).isEmpty();
        }
    }

    @Test
    void aMailboxInADirectoryStartsWithTheMailsOfTheLastTime(@TempDir Path directory) throws Exception {
        try (MailServer first = MailServer.start(0, Mailbox.in(directory))) {
            send(first, "één", "een@example.org");
        }

        try (MailServer second = MailServer.start(0, Mailbox.in(directory))) {
            send(second, "twee", "een@example.org");

            assertThat(second.mailbox().to("Een@example.org"))
                    .extracting(ReceivedMail::id, ReceivedMail::subject, ReceivedMail::text)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(1L, "één", "Beste lezer, uw code is 123456."),
                            org.assertj.core.groups.Tuple.tuple(2L, "twee", "Beste lezer, uw code is 123456."));
        }
    }

    @Test
    void refusesNobodyAfterAStopAndAStart() throws Exception {
        try (MailServer server = MailServer.startTemporary()) {
            server.stop();
            assertThatThrownBy(() -> send(server, "niemand thuis", "een@example.org"))
                    .isInstanceOf(MessagingException.class);

            server.start();

            send(server, "weer thuis", "een@example.org");
            assertThat(server.mailbox().all()).extracting(ReceivedMail::subject).containsExactly("weer thuis");
        }
    }

    @Test
    void aMailInALogLineTellsNothingPersonal() throws Exception {
        try (MailServer server = MailServer.startTemporary()) {
            send(server, "geheim", "een@example.org");

            assertThat(server.mailbox().all().get(0).toString())
                    .doesNotContain("geheim")
                    .doesNotContain("een@");
        }
    }

    private String get(MailboxServer http, String path) throws Exception {
        return client.send(request(http, path).build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                .body();
    }

    private static HttpRequest.Builder request(MailboxServer http, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + http.port() + path));
    }

    private static void send(MailServer server, String subject, String... recipients) throws MessagingException {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "localhost");
        properties.put("mail.smtp.port", Integer.toString(server.port()));
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("privacy@example.org"));
        for (String recipient : recipients) {
            message.addRecipient(Message.RecipientType.TO, new InternetAddress(recipient));
        }
        message.setSubject(subject, "UTF-8");
        message.setHeader("Auto-Submitted", "auto-generated");
        MimeBodyPart text = new MimeBodyPart();
        text.setText("Beste lezer, uw code is 123456.", "UTF-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setContent("<p>Beste <b>lezer</b></p>", "text/html; charset=UTF-8");
        message.setContent(new MimeMultipart("alternative", text, html));
        Transport.send(message);
    }
}
