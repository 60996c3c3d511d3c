package nl.privacyloket.notification.intake;

import static org.assertj.core.api.Assertions.assertThat;

import nl.privacyloket.notification.correspondence.DisclosureOccasion;
import org.junit.jupiter.api.Test;

/** What the samples of facts about disclosures lead to. */
class DisclosureContractTest {
    private final Arrivals facts = new Arrivals();

    @Test
    void consentToADisclosureIsAskedByMail() {
        facts.arrive("policy.published.v1.sample", "disclosure.consent-asked.v1.sample");

        assertThat(facts.receivers()).containsExactly("disclosure-consent data-subject e-mail queued");
        assertThat(facts.claimed()).isInstanceOfSatisfying(DisclosureOccasion.Consent.class, asked -> {
            assertThat(asked.recipient()).isEqualTo("Proefdrukkerij Testdam B.V.");
            assertThat(asked.purpose()).isEqualTo("Uw foto’s afdrukken op het formaat dat u koos.");
            assertThat(asked.categories()).containsExactly("account", "invoices");
            assertThat(asked.contact().email()).isEqualTo("saskia.voorbeeld@example.org");
        });
    }

    @Test
    void aDisclosureIsToldByPostToWhomHasNoMail() {
        facts.arrive("policy.published.v1.sample", "disclosure.made.v1.sample", "disclosure.made.v1.sample");

        assertThat(facts.receivers()).containsExactly("disclosure data-subject letter to-print");
        assertThat(facts.printed()).isInstanceOfSatisfying(DisclosureOccasion.Made.class, made -> {
            assertThat(made.recipient()).isEqualTo("Politie, eenheid Proefland");
            assertThat(made.basis()).isEqualTo("authority-order");
            assertThat(made.askedBy()).isEqualTo("authority");
            assertThat(made.contact().postalAddress()).isEqualTo("Proefstraat 12\n1234 AB Testdam");
        });
    }
}
