package nl.privacyloket.notification.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PrivateLinksTest {
    private static final UUID ID = UUID.fromString("74abbffd-0d54-4937-a29c-8638659ef566");

    private final PrivateLinks links = new PrivateLinks(URI.create("https://privacy.example.org/"));

    @Test
    void theTokenIsInTheFragmentOnly() {
        URI link = URI.create(links.request(ID, "to/k+en"));

        assertThat(link.getPath()).isEqualTo("/status/");
        assertThat(link.getQuery()).isNull();
        assertThat(link.getRawFragment()).isEqualTo("id=" + ID + "&token=to%2Fk%2Ben");
    }

    @Test
    void transfersAndDisclosuresHavePagesOfTheirOwn() {
        assertThat(links.transfer(ID, "to/k+en"))
                .isEqualTo("https://privacy.example.org/transfer/#" + ID + "/to%2Fk%2Ben");
        assertThat(links.disclosure(ID, "abc_-1"))
                .isEqualTo("https://privacy.example.org/disclosure/#" + ID + "/abc_-1");
    }

    @Test
    void theConfirmationBringsItsCode() {
        assertThat(links.confirmation(ID, "abc_-1", "93064754"))
                .isEqualTo("https://privacy.example.org/status/#id=" + ID + "&token=abc_-1&code=93064754");
    }
}
