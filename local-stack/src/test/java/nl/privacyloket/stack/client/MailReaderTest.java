package nl.privacyloket.stack.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import nl.privacyloket.stack.mail.ReceivedMail;
import org.junit.jupiter.api.Test;

class MailReaderTest {

    @Test
    void findsTheCodeInADutchAndInAnEnglishMail() {
        assertThat(MailReader.code(mail("Beste lezer,\n\nUw code: 12345678\n\nBewaar hem.")))
                .contains("12345678");
        assertThat(MailReader.code(mail("Dear reader,\n\nYour code: 654321\n"))).contains("654321");
    }

    @Test
    void takesNoOtherNumberForACode() {
        assertThat(MailReader.code(mail("Kenmerk: PRIFORA-2026-000001\nPostcode: 3818 AB\nBel 0900123456")))
                .isEmpty();
    }

    @Test
    void putsAWrappedAndQuotedSentenceOnOneLine() {
        assertThat(MailReader.onOneLine(mail("Beste lezer,\n\n> Zolang dat duurt,\n> hebben wij het\nnodig.\n")))
                .isEqualTo("Beste lezer, Zolang dat duurt, hebben wij het nodig.");
    }

    private static ReceivedMail mail(String text) {
        return new ReceivedMail(1, Instant.EPOCH, "a@example.org", "b@example.org", "s", Map.of(), text, null);
    }
}
