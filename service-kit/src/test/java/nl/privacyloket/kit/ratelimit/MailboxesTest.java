package nl.privacyloket.kit.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailboxesTest {
    @ParameterizedTest
    @CsvSource({
        "saskia@example.org, saskia@example.org",
        "' Saskia+nieuws+2@EXAMPLE.org', saskia@example.org",
        "saskia@\uff45xample.\uff4frg, saskia@example.org",
        "saskia@b\u00fccher.example, saskia@xn--bcher-kva.example",
        "saskia@bu\u0308cher.example, saskia@xn--bcher-kva.example",
        "saskia@xn--bcher-kva.example, saskia@xn--bcher-kva.example",
        "s.a.s.k.i.a+x@googlemail.com, saskia@gmail.com",
        "sas.kia@example.org, sas.kia@example.org",
        "+saskia@example.org, +saskia@example.org",
        "no address, no address"
    })
    void spellingsThatReachOneMailboxAreOne(String address, String mailbox) {
        assertThat(Mailboxes.of(address)).isEqualTo(mailbox);
    }
}
