package nl.privacyloket.notification.subscriber;

import static nl.privacyloket.notification.fixture.MailingLists.START;
import static nl.privacyloket.notification.fixture.MailingLists.hash;
import static nl.privacyloket.notification.fixture.MailingLists.saskia;
import static nl.privacyloket.notification.fixture.MailingLists.saskiasHash;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.notification.fixture.Contracts;
import nl.privacyloket.notification.subscriber.Enrolment.Outcome;
import nl.privacyloket.notification.subscriber.Enrolment.StaysEnded;
import nl.privacyloket.notification.subscriber.Enrolment.Stored;
import org.junit.jupiter.api.Test;

/** Who ends something does not hear of it again, whatever systems say later. */
class SubscriptionsTest extends SaskiasSubscription {
    @Test
    void everySubscriberHearsOfChangesOfTheStatement() {
        Stored stored = lists.put(saskia());

        assertThat(stored.outcome()).isEqualTo(Outcome.CREATED);
        assertThat(stored.purposes()).containsExactly("newsletter", "policy-change");
        assertThat(stored.ended()).isEmpty();
        assertThat(lists.audit()).containsExactly("crm-system-pseudonym-1 subscriber.added done");
    }

    @Test
    void theAddressIsEncryptedForItsRow() {
        lists.put(saskia());

        assertThat(lists.database.rows("select encode(email, 'escape') from subscriber"))
                .noneMatch(stored -> stored.contains("saskia"));
        UUID id = lists.id("C-1042");
        byte[] email = lists.run(connection -> {
            try (var row = connection.createStatement().executeQuery("select email from subscriber")) {
                row.next();
                return row.getBytes(1);
            }
        });
        assertThat(lists.subscribers.email(id, email)).isEqualTo("saskia.voorbeeld@example.org");
    }

    @Test
    void sayingTheSameAgainChangesNothing() {
        lists.put(saskia());

        lists.clock.pass(Duration.ofSeconds(60));

        assertThat(lists.put(saskia()).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(lists.audit()).hasSize(1);
        assertThat(lists.database.rows(
                        "select count(distinct changed_at) from subscriber where changed_at < '" + LATER + "'"))
                .containsExactly("1");
    }

    @Test
    void aNewAddressIsStoredAndKnown() {
        lists.put(saskia());

        Stored stored = lists.put(saskia().at("s.voorbeeld@example.net"));

        assertThat(stored.outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(lists.database.rows("select address_hash from subscriber"))
                .containsExactly(hash("prifora", "e-mail", "s.voorbeeld@example.net"));
        assertThat(lists.database.rows(
                        "select count(*) from subscriber where '" + saskiasHash() + "' = any(subject_hashes)"))
                .containsExactly("0");
    }

    @Test
    void theLinkEndsOnePurposeAndTellsTheList() {
        lists.put(saskia());

        link("newsletter");

        assertThat(lists.entries()).containsExactly("C-1042 policy-change t");
        assertThat(lists.events()).containsExactly("C-1042 newsletter link");
        assertThat(lists.audit())
                .containsExactly(
                        "crm-system-pseudonym-1 subscriber.added done", "subject subscription.ended newsletter");
    }

    @Test
    void whatIsToldFitsTheContract() {
        lists.put(saskia());

        link("newsletter");

        assertThat(lists.database.rows("select type, key from outbox"))
                .containsExactly("nl.privacyloket.subscription.ended.v1 C-1042");
        Contracts.assertValid(
                "nl.privacyloket.subscription.ended.v1",
                lists.database
                        .rows("select convert_from(data, 'UTF8') from outbox")
                        .get(0));
    }

    @Test
    void theLinkWorksTwiceAndTellsOnce() {
        lists.put(saskia());

        link("newsletter");
        link("newsletter");

        assertThat(lists.events()).hasSize(1);
        assertThat(lists.audit()).hasSize(2);
    }

    @Test
    void whenNothingIsLeftTheAddressGoes() {
        lists.put(saskia());

        link(null);

        assertThat(lists.entries()).containsExactly("C-1042  f");
        assertThat(lists.events()).containsExactly("C-1042 newsletter link", "C-1042 policy-change link");
    }

    @Test
    void aStaleSynchronisationBringsNothingBackAndIsTold() {
        lists.put(saskia());
        link("newsletter");
        lists.clock.pass(Duration.ofSeconds(60));

        Stored stored = lists.put(saskia());

        assertThat(stored.purposes()).containsExactly("policy-change");
        assertThat(stored.ended()).containsExactly(new StaysEnded("newsletter", START));
    }

    @Test
    void afterEverythingEndedAStaleSynchronisationDoesNotBringTheAddressBack() {
        lists.put(saskia());
        link(null);

        lists.put(saskia());
        lists.put(saskia().at("s.voorbeeld@example.net"));

        assertThat(lists.entries()).containsExactly("C-1042  f");
    }

    @Test
    void takingAnEntryOffAndPuttingItOnAgainBringsNothingBack() {
        lists.put(saskia());
        link("newsletter");
        lists.run(connection -> {
            lists.subscribers.remove(connection, "prifora", "C-1042", "crm-system-pseudonym-1", START);
            return null;
        });

        assertThat(lists.put(saskia().at("s.voorbeeld@example.net")).purposes())
                .as("by its id")
                .containsExactly("policy-change");
        assertThat(lists.put(saskia().as("C-2000")).purposes())
                .as("by its address")
                .containsExactly("policy-change");
        assertThat(lists.audit()).containsOnlyOnce("crm-system-pseudonym-1 subscriber.removed done");
    }

    @Test
    void aWithdrawalInARequestFindsThePersonByAnyIdentifier() {
        lists.put(saskia().knownBy("customer-number", "C-1"));

        lists.withdraw(hash("prifora", "customer-number", "C-1"), "newsletter", START);

        assertThat(lists.entries()).containsExactly("C-1042 policy-change t");
        assertThat(lists.events()).containsExactly("C-1042 newsletter request");
        assertThat(lists.audit()).contains("system:notification-service subscription.ended newsletter");
    }

    @Test
    void anObjectionToEverythingLeavesNewsOfTheStatement() {
        lists.put(saskia().of("newsletter", "marketing"));

        lists.withdraw(saskiasHash(), null, START);

        assertThat(lists.entries()).containsExactly("C-1042 policy-change t");
        assertThat(lists.put(saskia().of("service-news")).purposes())
                .as("what the policy adds later")
                .containsExactly("policy-change");
    }

    @Test
    void whoObjectedBeforeBeingOnAnyListIsNotPutOnOne() {
        lists.withdraw(saskiasHash(), "newsletter", START);

        Stored stored = lists.put(saskia());

        assertThat(stored.purposes()).containsExactly("policy-change");
    }

    @Test
    void anOldWithdrawalThatComesLateDoesNotUndoALaterEnd() {
        lists.put(saskia());
        lists.clock.pass(Duration.ofSeconds(120));
        link("newsletter");
        lists.withdraw(saskiasHash(), "newsletter", START);

        assertThat(lists.put(saskia().agreedAt(LATER)).purposes()).containsExactly("policy-change");
        assertThat(lists.database.rows("select distinct ended_by, ended_at = '" + START.plusSeconds(120)
                        + "' from ended_purpose where subject_hash = '" + saskiasHash() + "'"))
                .containsExactly("link t");
    }

    @Test
    void aSystemThatLeavesAPurposeOutEndsItForThatEntryAlone() {
        lists.put(saskia());
        lists.put(saskia().as("C-2000"));
        lists.clock.pass(Duration.ofSeconds(60));

        lists.put(saskia().of());

        assertThat(lists.entries()).containsExactly("C-1042 policy-change t", "C-2000 newsletter,policy-change t");
        assertThat(lists.put(saskia()).purposes()).as("a stale call").containsExactly("policy-change");
        assertThat(lists.put(saskia().as("C-2000")).purposes()).contains("newsletter");
        assertThat(lists.events()).containsExactly("C-1042 newsletter system");
    }

    @Test
    void anEndIsNotLostWhenTheNextCallsNameThePersonOtherwise() {
        lists.withdraw(hash("prifora", "customer-number", "C-1"), "newsletter", START);
        lists.put(saskia().of().knownBy("customer-number", "C-1"));

        assertThat(lists.put(saskia()).purposes()).containsExactly("policy-change");
        assertThat(lists.put(saskia().at("s.voorbeeld@example.net")).purposes()).containsExactly("policy-change");
    }

    @Test
    void severalAreStoredAtOnceEachByItsOwnEnds() {
        lists.put(saskia());
        link("newsletter");

        var stored = lists.putAll(List.of(
                saskia(),
                saskia().as("C-2").at("twee@example.org"),
                saskia().as("C-3").at("drie@example.org")));

        assertThat(stored.get("C-1042").purposes()).containsExactly("policy-change");
        assertThat(stored.get("C-1042").outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(stored.get("C-2").outcome()).isEqualTo(Outcome.CREATED);
        assertThat(stored.get("C-3").purposes()).containsExactly("newsletter", "policy-change");
    }
}
