package nl.privacyloket.notification.correspondence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {

    @ParameterizedTest
    @CsvSource({
        "saskia@example.org, saskia@example.org",
        "s.v+nieuws_1@mail.example.org, s.v+nieuws_1@mail.example.org",
        "saskia@localhost, saskia@localhost",
        "saskia@bücher.example, saskia@xn--bcher-kva.example",
        "saskia@\u043F\u0440\u0438\u043C\u0435\u0440.example, saskia@xn--e1afmkfd.example",
        "saskia@\u6771\u4EAC\u30BF\u30EF\u30FC.jp, saskia@xn--5ck2eqb538s34z.jp",
    })
    void takesOneAddress(String text, String address) {
        assertThat(MailAddress.of(text)).contains(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "saskia",
                "@example.org",
                "saskia@",
                "saskia@example.org\r\nBcc: victim@example.org",
                "saskia@example.org,victim@example.org",
                "saskia@example.org victim@example.org",
                "Saskia <saskia@example.org>",
                "saskia@victim@example.org",
                "\"saskia voorbeeld\"@example.org",
                "saskia.@example.org",
                ".saskia@example.org",
                "saskia@-example.org",
                "saskia@example..org",
                "saskia@[127.0.0.1]",
                "saskia(comment)@example.org",
                "sáskia@example.org",
                "saskia@exam\u200Bple.org\n",
                "saskia@exam\u200Bple.org\u0000",
                "\u202Esaskia@example.org",
                "saskia@\u2066example.org\u2069",
                "saskia@ex\u0430mple.org",
                "saskia@xn--exmple-4nf.org",
                "saskia@mail.g\u03BF\u03BFgle.com"
            })
    void refusesWhatIsNoAddressOrMoreThanOne(String text) {
        assertThat(MailAddress.of(text)).isEmpty();
    }

    @Test
    void refusesWhatSmtpCannotCarry() {
        assertThat(MailAddress.of("a".repeat(65) + "@example.org")).isEmpty();
        assertThat(MailAddress.of("saskia@" + "a.".repeat(125) + "org")).isEmpty();
        assertThat(MailAddress.of("saskia@" + "a".repeat(300) + ".org")).isEmpty();
        assertThat(MailAddress.of(null)).isEmpty();
        assertThat(MailAddress.of("a".repeat(64) + "@" + "b.".repeat(92) + "orga"))
                .isPresent();
        assertThat(MailAddress.of("a".repeat(64) + "@" + "b.".repeat(92) + "organ"))
                .isPresent();
        assertThat(MailAddress.of("a".repeat(64) + "@" + "b.".repeat(92) + "organi"))
                .isEmpty();
    }
}
