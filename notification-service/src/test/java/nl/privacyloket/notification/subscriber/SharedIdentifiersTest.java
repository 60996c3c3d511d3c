package nl.privacyloket.notification.subscriber;

import static nl.privacyloket.notification.fixture.MailingLists.START;
import static nl.privacyloket.notification.fixture.MailingLists.hash;
import static nl.privacyloket.notification.fixture.MailingLists.saskia;
import static nl.privacyloket.notification.fixture.MailingLists.saskiasHash;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import nl.privacyloket.notification.fixture.MailingLists;
import nl.privacyloket.notification.subscriber.Enrolment.Outcome;
import nl.privacyloket.notification.subscriber.Enrolment.StaysEnded;
import org.junit.jupiter.api.Test;

/** What one entry ended, and the entries with the same address, number or person. */
class SharedIdentifiersTest extends SaskiasSubscription {
    @Test
    void theMailboxThatUnsubscribedGetsNothingByItsOtherEntryEither() {
        lists.put(saskia());
        lists.put(saskia().as("C-2000"));

        link("newsletter");

        assertThat(lists.entries()).containsExactly("C-1042 policy-change t", "C-2000 policy-change t");
        assertThat(lists.events()).containsExactly("C-1042 newsletter link", "C-2000 newsletter link");
    }

    @Test
    void colleaguesWhoShareACustomerNumberKeepTheirs() {
        lists.put(saskia().knownBy("customer-number", "C-1"));
        lists.put(saskia().as("C-2000").at("collega@example.org").knownBy("customer-number", "C-1"));

        link("newsletter");

        assertThat(lists.entries()).containsExactly("C-1042 policy-change t", "C-2000 newsletter,policy-change t");
    }

    @Test
    void colleaguesKeepTheirsWhenARequestNamesTheNumberThatTheyShare() {
        MailingLists.Said colleague =
                saskia().as("C-2000").at("collega@example.org").knownBy("customer-number", "C-1");
        lists.put(saskia().knownBy("customer-number", "C-1"));
        lists.put(colleague);
        String number = hash("prifora", "customer-number", "C-1");

        lists.withdraw(List.of(saskiasHash(), number), "newsletter", START);

        assertThat(lists.entries()).containsExactly("C-1042 policy-change t", "C-2000 newsletter,policy-change t");
        lists.erase(saskiasHash(), number);
        assertThat(lists.entries()).containsExactly("C-2000 newsletter,policy-change t");
        assertThat(lists.put(colleague).outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void aColleagueWhoComesLaterInheritsNoEndByTheNumber() {
        String number = hash("prifora", "customer-number", "C-1");
        lists.put(saskia().knownBy("customer-number", "C-1"));
        lists.withdraw(number, "newsletter", START);
        lists.withdraw(number, "marketing", START);

        MailingLists.Said colleague =
                saskia().as("C-2000").at("collega@example.org").knownBy("customer-number", "C-1");

        assertThat(lists.put(colleague).purposes()).containsExactly("newsletter", "policy-change");
        assertThat(ended("C-2000")).isEmpty();
        assertThat(lists.put(saskia().knownBy("customer-number", "C-1")).purposes())
                .containsExactly("policy-change");
        assertThat(ended("C-1042")).extracting(StaysEnded::purpose).containsExactly("marketing", "newsletter");
    }

    private List<StaysEnded> ended(String subscriber) {
        return lists.run(connection -> lists.subscribers.ended(
                connection,
                lists.subscribers.find(connection, "prifora", subscriber).orElseThrow(),
                List.of("newsletter", "marketing")));
    }

    @Test
    void theSamePersonAtAnotherOrganisationKeepsEverything() {
        lists.put(saskia());
        lists.put(saskia().ofOrganisation("pinkweb"));

        lists.withdraw(saskiasHash(), "newsletter", START);
        link(null);

        assertThat(lists.entries()).containsExactly("C-1042 newsletter,policy-change t", "C-1042  f");
    }

    @Test
    void whatEndedIsKnownAtTheNewAddressForAnotherIdToo() {
        lists.put(saskia());
        link("newsletter");
        MailingLists.Said moved = saskia().at("s.voorbeeld@example.net");
        lists.put(moved);

        assertThat(lists.put(moved.as("C-2000")).purposes()).containsExactly("policy-change");
    }

    @Test
    void whatASystemLeftOutIsNoWillOfTheAddress() {
        lists.put(saskia());
        lists.put(saskia().of().at("s.voorbeeld@example.net"));

        assertThat(lists.put(saskia().as("C-2000").at("s.voorbeeld@example.net"))
                        .purposes())
                .containsExactly("newsletter", "policy-change");
    }

    @Test
    void whatCameBackEndsNothingOfOthersAtTheNewAddress() {
        MailingLists.Said shared = saskia().at("s.voorbeeld@example.net");
        lists.put(shared.as("C-2000"));
        lists.put(saskia());
        link("newsletter");
        lists.clock.pass(Duration.ofSeconds(120));
        lists.put(shared.agreedAt(LATER));

        assertThat(lists.put(shared.as("C-2000")).purposes()).containsExactly("newsletter", "policy-change");
    }
}
