package nl.privacyloket.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Collections;
import java.util.Properties;
import nl.privacyloket.notification.delivery.OutgoingMail.Mailbox;
import nl.privacyloket.notification.letter.PlainText;
import nl.privacyloket.notification.letter.RenderedLetter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderInjectionTest {
    private static final Session SESSION = Session.getInstance(new Properties());

    private static OutgoingMail mail(String name, String address, String subject) {
        return new OutgoingMail(
                "<1@mail.example.org>",
                "bounces@mail.example.org",
                new Mailbox("PRIFORA", "privacyloket@mail.example.org"),
                null,
                new Mailbox(name, address),
                new RenderedLetter("nl", subject, "tekst", "<p>tekst</p>"),
                null,
                Instant.parse("2026-11-22T10:00:00Z"));
    }

    /** As a receiver reads it. */
    private static MimeMessage received(OutgoingMail mail) throws Exception {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        MimeMail.of(mail, SESSION).writeTo(wire);
        return new MimeMessage(SESSION, new ByteArrayInputStream(wire.toByteArray()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Saskia\r\nBcc: victim@example.org",
                "Saskia\nBcc: victim@example.org",
                "Saskia\r\n\r\n<script>alert(1)</script>",
                "Saskia\u2028Bcc: victim@example.org",
                "Saskia\u0085Bcc: victim@example.org",
                "\"Saskia\" <victim@example.org>, \"x",
                "Saskia =?utf-8?q?=0d=0aBcc:victim@example.org?=",
                "Sáskia\r\n Bcc: victim@example.org"
            })
    void aNameAddsNoHeaderAndNoReceiver(String name) throws Exception {
        MimeMessage mail = received(mail(PlainText.line(name), "saskia.voorbeeld@example.org", "Bevestig"));

        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getAllRecipients())
                .singleElement()
                .isInstanceOfSatisfying(InternetAddress.class, to -> assertThat(to.getAddress())
                        .isEqualTo("saskia.voorbeeld@example.org"));
        assertThat(Collections.list(mail.getAllHeaders()).stream().map(header -> header.getName()))
                .containsExactlyInAnyOrder(
                        "From",
                        "To",
                        "Subject",
                        "Date",
                        "Message-ID",
                        "MIME-Version",
                        "Content-Type",
                        "Content-Language",
                        "Auto-Submitted",
                        "X-Auto-Response-Suppress");
    }

    @Test
    void aLineBreakThatReachesAHeaderStopsTheMail() {
        OutgoingMail mail = mail("Saskia\r\nBcc: victim@example.org", "saskia.voorbeeld@example.org", "Bevestig");

        assertThatIllegalArgumentException().isThrownBy(() -> MimeMail.of(mail, SESSION));
    }

    @Test
    void aLineBreakInTheSubjectStopsTheMail() {
        OutgoingMail mail = mail("Saskia", "saskia.voorbeeld@example.org", "Bevestig\r\nBcc: victim@example.org");

        assertThatIllegalArgumentException().isThrownBy(() -> MimeMail.of(mail, SESSION));
    }

    @Test
    void aNameInAnyScriptArrivesAsItWas() throws Exception {
        MimeMessage mail = received(mail("Zoë 李 Žižek", "saskia.voorbeeld@example.org", "Überprüfung – één"));

        assertThat(((InternetAddress) mail.getAllRecipients()[0]).getPersonal()).isEqualTo("Zoë 李 Žižek");
        assertThat(mail.getSubject()).isEqualTo("Überprüfung – één");
    }
}
