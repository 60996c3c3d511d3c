package nl.privacyloket.retention.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.RegisterWorld;
import nl.privacyloket.retention.support.RegisterWorld.Line;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import org.junit.jupiter.api.Test;

/** What the five privacy statements promise about time, by their own policies: the dates in the register. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class StatementDatesQuarkusTest {

    @Inject
    RetentionWorld world;

    @Inject
    RegisterWorld register;

    private String organisation;
    private PlayedSystem system;

    private void organisation(String statement, String... categories) {
        organisation = world.newOrganisation();
        register.publishPolicyOf(statement, organisation);
        system = world.register(organisation, categories);
    }

    private void holds(String category, String recordRef, String trigger, String on) {
        register.register(organisation, Line.of(system, category, "C-1", recordRef, trigger, on))
                .then()
                .statusCode(200)
                .body("accepted", equalTo(1));
    }

    private LocalDate dueOn(String recordRef) {
        return register.dueOn(system, recordRef);
    }

    private static LocalDate day(String date) {
        return LocalDate.parse(date);
    }

    /** PF-3: data of website visitors twelve months at most. */
    @Test
    void primoforumKeepsVisitorsForTwelveMonthsAtMost() {
        organisation("primoforum", "website-visitor", "account");

        holds("website-visitor", "v:1", "collected", "2026-11-22");
        holds("website-visitor", "v:2", "collected", "2024-02-29");

        assertThat(dueOn("v:1")).isEqualTo(day("2027-11-22"));
        assertThat(dueOn("v:2")).isEqualTo(day("2025-02-28"));
    }

    /** PF-4: account data no longer than the purpose needs; closing the account ends it. */
    @Test
    void primoforumKeepsAccountsUntilTheyAreClosed() {
        organisation("primoforum", "account");
        holds("account", "a:1", "collected", "2019-03-01");
        assertThat(dueOn("a:1")).isNull();

        register.tell(organisation, "C-1", "account-closed", "2026-11-20");

        assertThat(dueOn("a:1")).isEqualTo(day("2026-11-20"));
    }

    /** CM-1: what was taken in for storage or recovery, one month. */
    @Test
    void compjoeterKeepsRecoveredDataForAMonth() {
        organisation("compjoeter", "recovery-data");

        holds("recovery-data", "r:1", "collected", "2026-10-26");
        holds("recovery-data", "r:2", "collected", "2026-01-31");

        assertThat(dueOn("r:1")).isEqualTo(day("2026-11-26"));
        assertThat(dueOn("r:2")).isEqualTo(day("2026-02-28"));
    }

    /** PW-5: everything personal goes when the account is deleted, however the records came. */
    @Test
    void pinkwebErasesWhatIsPersonalWhenTheAccountIsDeleted() {
        organisation("pinkweb", "account", "usage", "newsletter");
        holds("account", "a:1", "collected", "2019-03-01");
        holds("usage", "u:1", "last-activity", "2026-11-01");
        holds("newsletter", "n:1", "collected", "2020-01-01");

        var told = register.tell(organisation, "C-1", "account-closed", "2026-11-20");

        told.then().body("recomputed", equalTo(3)).body("changed", equalTo(3));
        assertThat(dueOn("a:1")).isEqualTo(day("2026-11-20"));
        assertThat(dueOn("u:1")).isEqualTo(day("2026-11-20"));
        assertThat(dueOn("n:1")).isEqualTo(day("2026-11-20"));
    }

    /** PW-6: approvals stay through the term of the kind of document, also when the account is deleted. */
    @Test
    void pinkwebKeepsApprovalsThroughTheTermOfTheDocument() {
        organisation("pinkweb", "approval-log", "approval-log-property");
        holds("approval-log", "l:1", "document-approved", "2022-06-15");
        holds("approval-log-property", "l:2", "document-approved", "2022-04-01");

        register.tell(organisation, "C-1", "account-closed", "2026-11-20");
        var found = register.search(organisation, "C-1", "en");

        // At least: whether a promise ends them after that, the law decides the earliest day.
        assertThat(dueOn("l:1")).satisfiesAnyOf(due -> assertThat(due).isNull(), due -> assertThat(due)
                .isAfterOrEqualTo(day("2030-01-01")));
        assertThat(dueOn("l:2")).satisfiesAnyOf(due -> assertThat(due).isNull(), due -> assertThat(due)
                .isAfterOrEqualTo(day("2032-01-01")));
        assertThat(found.jsonPath().getList("items.explanation", String.class))
                .hasSize(2)
                .anySatisfy(text -> assertThat(text).contains("2029-12-31", "AWR art. 52(4)"))
                .anySatisfy(text -> assertThat(text).contains("2031-12-31", "Wet OB art. 34a"));
    }

    /** IF-2: as long as an agreement runs, and as long as the law demands then; without one as the law prescribes. */
    @Test
    void infactorKeepsAnAgreementAsLongAsItRunsAndTheLawDemands() {
        organisation("infactor", "agreement", "administrator-account", "identity", "invoices");
        holds("agreement", "g:1", "collected", "2015-01-01");
        holds("administrator-account", "d:1", "collected", "2015-01-01");
        holds("identity", "i:1", "collected", "2015-01-01");
        holds("invoices", "f:1", "collected", "2022-06-15");
        assertThat(dueOn("g:1")).isNull();
        assertThat(dueOn("d:1")).isNull();
        assertThat(dueOn("i:1")).isNull();

        register.tell(organisation, "C-1", "agreement-ended", "2026-03-15");

        assertThat(dueOn("g:1")).isEqualTo(day("2034-01-01"));
        assertThat(dueOn("d:1")).isEqualTo(day("2026-03-15"));
        assertThat(dueOn("i:1")).isEqualTo(day("2032-01-01"));
        assertThat(dueOn("f:1")).isEqualTo(day("2030-01-01"));
    }

    /** PR-2: until the account ends; payments as long as the law demands, and no longer. */
    @Test
    void priforaKeepsUntilTheAccountEndsAndPaymentsAsTheLawDemands() {
        organisation("prifora", "account", "orders", "invoices", "marketing", "home-station", "contact", "support");
        for (var category : new String[] {"account", "orders", "marketing", "home-station", "contact", "support"}) {
            holds(category, category + ":1", "collected", "2020-05-05");
        }
        holds("invoices", "invoices:1", "collected", "2026-09-30");

        register.tell(organisation, "C-1", "account-closed", "2026-11-20");

        for (var category : new String[] {"account", "orders", "marketing", "home-station", "contact", "support"}) {
            assertThat(dueOn(category + ":1")).as(category).isEqualTo(day("2026-11-20"));
        }
        assertThat(dueOn("invoices:1")).isEqualTo(day("2034-01-01"));
    }

    /** PR-3: what was held on consent goes when that is withdrawn, without the account's being closed. */
    @Test
    void priforaEndsMarketingWhenConsentIsWithdrawn() {
        organisation("prifora", "marketing", "account");
        holds("marketing", "m:1", "collected", "2020-05-05");
        holds("account", "a:1", "collected", "2020-05-05");

        register.tell(organisation, "C-1", "consent-withdrawn", "2026-11-21");

        assertThat(dueOn("m:1")).isEqualTo(day("2026-11-21"));
        assertThat(dueOn("a:1")).isNull();
    }
}
