package nl.privacyloket.notification.subscriber;

import static nl.privacyloket.notification.fixture.MailingLists.START;
import static nl.privacyloket.notification.fixture.MailingLists.hash;
import static nl.privacyloket.notification.fixture.MailingLists.saskia;
import static nl.privacyloket.notification.fixture.MailingLists.saskiasHash;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import nl.privacyloket.notification.fixture.MailingLists;
import nl.privacyloket.notification.subscriber.Enrolment.Outcome;
import nl.privacyloket.notification.subscriber.Enrolment.Stored;
import org.junit.jupiter.api.Test;

/** Whose data were erased is on no list any more, and begins anew when they come back. */
class ErasedSubscribersTest extends SaskiasSubscription {
    @Test
    void anErasureByANumberIsKnownByTheAddressToo() {
        lists.put(saskia().knownBy("customer-number", "C-1"));

        lists.erase(hash("prifora", "customer-number", "C-1"));

        assertThat(lists.put(saskia().as("C-2000")).purposes()).doesNotContain("newsletter");
    }

    @Test
    void anErasureLeavesNoEntryAndNoSynchronisationBringsItBack() {
        lists.put(saskia());

        lists.erase(saskiasHash());

        assertThat(lists.entries()).isEmpty();
        assertThat(lists.events()).containsExactly("C-1042 newsletter erasure", "C-1042 policy-change erasure");
        lists.put(saskia());
        lists.put(saskia().at("s.voorbeeld@example.net"));
        assertThat(lists.entries()).containsExactly("C-1042  f");
        assertThat(lists.audit()).containsOnlyOnce("system:notification-service subscriber.erased done");
    }

    @Test
    void anErasureKeepsHashesAlone() {
        lists.put(saskia());

        lists.erase(saskiasHash());

        assertThat(lists.database.rows("select row_to_json(e) from ended_purpose e"))
                .isNotEmpty()
                .allSatisfy(row ->
                        assertThat(row).contains("\"ended_by\":\"erasure\"").doesNotContain("C-1042"));
    }

    @Test
    void whoComesBackAfterAnErasureHearsOfEverythingAgain() {
        lists.put(saskia());
        lists.erase(saskiasHash());
        lists.clock.pass(Duration.ofSeconds(120));

        Stored stored = lists.put(saskia().agreedAt(LATER));

        assertThat(stored.purposes()).containsExactly("newsletter", "policy-change");
        assertThat(lists.put(saskia().agreedAt(LATER)).purposes()).containsExactly("newsletter", "policy-change");
    }

    @Test
    void aCustomerWhoReturnsWithoutConsentHearsOfTheStatementAfterAnErasure() {
        lists.put(saskia());
        lists.erase(saskiasHash());
        MailingLists.Said again = saskia().as("C-2000").agreedAt(null);

        assertThat(lists.put(again).purposes()).containsExactly("policy-change");
        assertThat(lists.put(again).purposes()).containsExactly("policy-change");
        assertThat(lists.put(saskia()).purposes())
                .as("the list that missed the erasure")
                .isEmpty();
    }

    @Test
    void whoHadEndedNewsOfTheStatementReturnsWithoutIt() {
        lists.put(saskia());
        link("policy-change");
        lists.erase(saskiasHash());

        assertThat(lists.put(saskia().as("C-2000").agreedAt(null)).purposes()).isEmpty();
    }

    @Test
    void theErasureIsForgottenInTimeAndWhatThePersonEndedIsNot() {
        lists.put(saskia());
        link("newsletter");
        lists.erase(saskiasHash());

        int early = lists.run(connection -> lists.subscribers.forgetErasures(connection, START));
        int forgotten = lists.run(connection -> lists.subscribers.forgetErasures(connection, LATER));

        assertThat(early).isZero();
        assertThat(forgotten).isPositive();
        assertThat(lists.database.rows("select distinct purpose, ended_by from ended_purpose"))
                .containsExactly("newsletter link");
    }

    @Test
    void whatThePersonEndedOutlivesTheErasure() {
        lists.put(saskia());
        link("policy-change");
        lists.erase(saskiasHash());
        lists.clock.pass(Duration.ofSeconds(120));

        assertThat(lists.put(saskia().agreedAt(LATER)).purposes()).containsExactly("newsletter");
    }

    @Test
    void anErasureSparesOthersAtTheSameAddressWhoAreNotThePerson() {
        lists.put(saskia().knownBy("customer-number", "C-1"));
        lists.put(saskia().as("C-2000").knownBy("customer-number", "C-2"));

        lists.erase(hash("prifora", "customer-number", "C-1"));

        assertThat(lists.entries()).containsExactly("C-2000 newsletter,policy-change t");
        MailingLists.Said other = saskia().as("C-2000").knownBy("customer-number", "C-2");
        assertThat(lists.put(other).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(lists.put(other).outcome()).isEqualTo(Outcome.UNCHANGED);
    }
}
