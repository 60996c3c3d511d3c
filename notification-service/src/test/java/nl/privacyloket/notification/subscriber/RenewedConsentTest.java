package nl.privacyloket.notification.subscriber;

import static nl.privacyloket.notification.fixture.MailingLists.START;
import static nl.privacyloket.notification.fixture.MailingLists.hash;
import static nl.privacyloket.notification.fixture.MailingLists.saskia;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import nl.privacyloket.notification.fixture.MailingLists;
import nl.privacyloket.notification.subscriber.Enrolment.StaysEnded;
import nl.privacyloket.notification.subscriber.Enrolment.Stored;
import org.junit.jupiter.api.Test;

/** What ended comes back by later consent to it, and by nothing else. */
class RenewedConsentTest extends SaskiasSubscription {
    @Test
    void consentOfTheSameMomentIsNotLater() {
        lists.put(saskia());
        link("newsletter");

        Stored stored = lists.put(saskia().agreedAt(START));

        assertThat(stored.purposes()).containsExactly("policy-change");
    }

    @Test
    void newConsentBringsItBackAndLaterCallsKeepIt() {
        lists.put(saskia());
        link("newsletter");
        lists.clock.pass(Duration.ofSeconds(120));

        assertThat(lists.put(saskia().agreedAt(LATER)).purposes()).contains("newsletter");
        assertThat(lists.put(saskia().agreedAt(LATER)).purposes()).contains("newsletter");
        assertThat(lists.put(saskia()).purposes()).contains("newsletter");
    }

    @Test
    void storedConsentToOneThingBringsNoOtherBack() {
        lists.put(saskia().of("newsletter", "marketing"));
        link("marketing");
        lists.clock.pass(Duration.ofSeconds(120));
        lists.put(saskia().agreedAt(LATER));

        Stored stored = lists.put(saskia().of("newsletter", "marketing"));

        assertThat(stored.purposes()).containsExactly("newsletter", "policy-change");
        assertThat(stored.ended()).extracting(StaysEnded::purpose).containsExactly("marketing");
    }

    @Test
    void consentToSomethingElseBringsNewsOfTheStatementNotBack() {
        lists.put(saskia());
        link("policy-change");
        lists.clock.pass(Duration.ofSeconds(120));

        assertThat(lists.put(saskia().agreedAt(LATER)).purposes()).containsExactly("newsletter");
        assertThat(lists.put(saskia().of("newsletter", "policy-change").agreedAt(LATER))
                        .purposes())
                .containsExactly("newsletter");
        assertThat(lists.put(saskia().agreedTo(LATER, "policy-change")).purposes())
                .containsExactly("newsletter", "policy-change");
        assertThat(lists.put(saskia().agreedAt(LATER)).purposes()).containsExactly("newsletter", "policy-change");
    }

    @Test
    void newConsentToOneThingBringsBackWhatItNamesAndNothingElse() {
        MailingLists.Said both = saskia().of("newsletter", "marketing");
        lists.put(both);
        link("newsletter");
        link("marketing");
        lists.clock.pass(Duration.ofSeconds(120));

        assertThat(lists.put(both.agreedAt(LATER)).purposes())
                .as("nobody knows to which")
                .containsExactly("policy-change");
        Stored stored = lists.put(both.agreedTo(LATER, "newsletter"));

        assertThat(stored.purposes()).containsExactly("newsletter", "policy-change");
        assertThat(stored.ended()).extracting(StaysEnded::purpose).containsExactly("marketing");
        assertThat(lists.put(both.agreedAt(LATER)).purposes()).containsExactly("newsletter", "policy-change");
        assertThat(lists.put(both.agreedTo(LATER.plusSeconds(1), "marketing")).purposes())
                .as("and what came back before stays")
                .containsExactly("marketing", "newsletter", "policy-change");
        assertThat(lists.put(both).purposes()).containsExactly("marketing", "newsletter", "policy-change");
    }

    @Test
    void newsOfTheStatementThatIsAskedForAtAnotherAddressStaysEndedAtTheOld() {
        lists.put(saskia());
        link("policy-change");
        lists.clock.pass(Duration.ofSeconds(120));

        MailingLists.Said moved = saskia().at("s.voorbeeld@example.net").agreedTo(LATER, "policy-change");
        assertThat(lists.put(moved).purposes()).containsExactly("newsletter", "policy-change");

        assertThat(lists.put(saskia().as("C-2000")).purposes()).containsExactly("newsletter");
        assertThat(lists.put(moved.agreedAt(LATER)).purposes()).containsExactly("newsletter", "policy-change");
    }

    @Test
    void newsOfTheStatementThatCameBackStaysThoughARequestKnewThePersonByANumber() {
        MailingLists.Said numbered = saskia().knownBy("customer-number", "C-1");
        lists.put(numbered);
        lists.withdraw(hash("prifora", "customer-number", "C-1"), "policy-change", START);
        lists.clock.pass(Duration.ofSeconds(120));
        lists.put(numbered.agreedTo(LATER, "policy-change"));

        assertThat(lists.put(numbered.agreedAt(LATER)).purposes()).containsExactly("newsletter", "policy-change");
        assertThat(lists.put(numbered).purposes()).containsExactly("newsletter", "policy-change");
    }

    @Test
    void whatNobodyEndedNeedsNoNaming() {
        lists.put(saskia());

        Stored stored = lists.put(saskia().of("newsletter", "marketing").agreedTo(LATER, "newsletter"));

        assertThat(stored.purposes()).containsExactly("marketing", "newsletter", "policy-change");
    }

    @Test
    void withoutConsentNothingComesBack() {
        lists.put(saskia());
        link("newsletter");

        assertThat(lists.put(saskia().agreedAt(null)).purposes()).containsExactly("policy-change");
    }
}
