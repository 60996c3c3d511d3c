package nl.privacyloket.system;

import static nl.privacyloket.system.Retention.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.layout.StackService;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Data go by themselves on their day, in the data systems' own databases. */
class RetentionIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Europe/Amsterdam"));
    private static final LocalDate LONG_AGO = LocalDate.of(TODAY.getYear() - 9, 3, 1);
    private static final LocalDate LAST_YEAR = LocalDate.of(TODAY.getYear() - 1, 5, 4);

    private final Stack stack = RunningStack.get();
    private final DataRows rows = new DataRows(stack);

    @Test
    @DisplayName("PF-3: a visitor's form goes twelve months after it was sent, not a day earlier; a held one stays")
    void aVisitorsFormGoesAfterTwelveMonths() {
        Retention primoforum = new Retention(stack, "primoforum");
        String held = form("held.visitor@example.org", TODAY.minusMonths(13));
        String hold = primoforum.placeHold("""
                {"reason": "legal-claim",
                 "scope": {"identifier": {"type": "e-mail", "value": "held.visitor@example.org"}}}""");
        String due = form("due.visitor@example.org", TODAY.minusMonths(12));
        String later = form("later.visitor@example.org", TODAY.minusMonths(12).plusDays(1));

        primoforum.sweep();

        awaitRows(0, "site.form_submission", due);
        assertThat(count("site.form_submission", later)).isOne();
        assertThat(count("site.form_submission", held)).isOne();

        primoforum.liftHold(hold);

        awaitRows(0, "site.form_submission", held);
        assertThat(count("site.form_submission", later)).isOne();
    }

    private String form(String email, LocalDate day) {
        return rows.write("""
                insert into site.form_submission (id, form, first_name, last_name, email, ip_address, submitted_at)
                values (?, 'contact', 'Vera', 'Visitor', ?, '192.0.2.7', ?::date + time '12:00') returning id::text""", UUID.randomUUID(), email, day);
    }

    @Test
    @DisplayName("CM-1: data taken in for recovery go after one month, whole")
    void recoveryDataGoAfterAMonth() {
        String customer = rows.write("""
                insert into recovery.customer (customer_number, name, email, phone, street, postcode, town, customer_since)
                values ('K-IT-1', 'Karel Klant', 'karel.klant@example.org', '+31600000001', 'Kade 1', '1234 AB', 'Ons Dorp',
                        '2020-01-01') returning id::text""");
        String due = job(customer, "J-IT-1", TODAY.minusMonths(1));
        String later = job(customer, "J-IT-2", TODAY.minusMonths(1).plusDays(1));

        new Retention(stack, "compjoeter").sweep();

        awaitRows(0, "recovery.recovery_job", due);
        assertThat(count("recovery.recovery_job", later)).isOne();
        assertThat(count("recovery.customer", customer)).isOne();
    }

    private String job(String customer, String number, LocalDate takenIn) {
        return rows.write("""
                insert into recovery.recovery_job (customer_id, job_number, device, taken_in_on, storage_location, file_list)
                values (?::bigint, ?, 'Laptop', ?, 'rack-1', 'letters.zip') returning id::text""", customer, number, takenIn);
    }

    @Test
    @DisplayName("PW-5, PW-6: a closed account goes whole, and its approval logs when the term of their document ends")
    void aClosedAccountGoesAndItsLogsWhenTheLawLetsThem() {
        Retention pinkweb = new Retention(stack, "pinkweb");
        String user = rows.write("""
                insert into portal.portal_user (customer_number, user_name, surname, email, password_hash, created_at)
                values ('P-IT-1', 'ursula.it', 'User', 'ursula.it@example.org', '-', now()) returning id::text""");
        String old = log(user, "AA-OLD", LONG_AGO);
        String recent = log(user, "AA-NEW", LAST_YEAR);
        pinkweb.register(
                line("pinkweb-portal", "account", "P-IT-1", "portal_user:" + user, "collected", LONG_AGO),
                line("pinkweb-portal", "approval-log", "P-IT-1", "approval_log:" + old, "document-approved", LONG_AGO),
                line(
                        "pinkweb-portal",
                        "approval-log",
                        "P-IT-1",
                        "approval_log:" + recent,
                        "document-approved",
                        LAST_YEAR));
        pinkweb.sweep();

        pinkweb.happened("P-IT-1", "account-closed", TODAY);

        awaitRows(0, "portal.portal_user", user);
        awaitRows(0, "portal.approval_log", old);
        assertThat(rows.text("select portal_user_id::text from portal.approval_log where id::text = ?", recent))
                .isNull();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(pinkweb.holdings("P-IT-1").path("items")).hasSize(1));
        var kept = pinkweb.holdings("P-IT-1").path("items").get(0);
        assertThat(kept.path("dueOn").asText()).isEqualTo(LAST_YEAR.getYear() + 8 + "-01-01");
        assertThat(kept.path("explanation").asText())
                .contains(LAST_YEAR.getYear() + 7 + "-12-31")
                .contains("AWR art. 52(4)");
    }

    private String log(String user, String reference, LocalDate approved) {
        return rows.write("""
                insert into portal.approval_log (portal_user_id, approver_name, document_kind, document_reference,
                                                 approved_at)
                values (?::bigint, 'U. User', 'annual-accounts', ?, ?::date + time '12:00') returning id::text""", user, reference, approved);
    }

    @Test
    @DisplayName("IF-2: an agreement stays as long as it runs and the law then asks, and no longer")
    void anAgreementGoesWhenItsLegalTermHasEnded() {
        Retention infactor = new Retention(stack, "infactor");
        String contact = rows.write("""
                insert into crm.contact (customer_number, kind, company, name, email, created_on, last_activity_on)
                values ('F-IT-1', 'customer', 'Fabriek', 'Frits Factor', 'frits.it@example.org', '2010-01-01', ?)
                returning id::text""", TODAY);
        String ended = agreement(contact, "A-IT-1", LONG_AGO);
        String recent = agreement(contact, "A-IT-2", LAST_YEAR);
        String running = agreement(contact, "A-IT-3", null);
        infactor.sweepByAge("infactor-crm", "agreement");

        infactor.sweep();

        awaitRows(0, "crm.agreement", ended);
        assertThat(count("crm.agreement", recent)).isOne();
        assertThat(count("crm.agreement", running)).isOne();
        infactor.sweepByAge("infactor-crm");
    }

    private String agreement(String contact, String number, LocalDate ended) {
        return rows.write("""
                insert into crm.agreement (contact_id, agreement_number, subject, signed_by, signed_on, ended_on)
                values (?::bigint, ?, 'Factoring', 'F. Factor', '2010-01-01', ?) returning id::text""", contact, number, ended);
    }

    @Test
    @DisplayName("PR-2: a closed shop account goes with its orders, its invoices when the tax law lets them")
    void aClosedShopAccountGoesAndItsInvoicesWhenTheTaxLawLetsThem() {
        Retention prifora = new Retention(stack, "prifora");
        WebshopCustomer customer = WebshopCustomer.add(stack, "RT-1", "Sjoerd Swept", "sjoerd.swept@example.org");
        String id = customer.column(stack, "id");
        prifora.register(
                line("prifora-webshop", "account", "RT-1", "customer:" + id, "collected", LONG_AGO),
                line("prifora-webshop", "orders", "RT-1", "customer_order:" + order("O-RT-1"), "collected", LAST_YEAR),
                line(
                        "prifora-webshop",
                        "marketing",
                        "RT-1",
                        "newsletter_consent:" + consent(id),
                        "collected",
                        LAST_YEAR),
                invoice("RT-1", "F-RT-1-old", WebshopCustomer.OLD_INVOICE),
                invoice("RT-1", "F-RT-1-recent", WebshopCustomer.RECENT_INVOICE));
        prifora.sweep();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(customer.oldInvoices(stack)).isZero());
        assertThat(customer.rowsLeft(stack)).isEqualTo(2);

        prifora.happened("RT-1", "account-closed", TODAY);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(customer.rowsLeft(stack)).isZero());
        assertThat(customer.minimisedRecentInvoices(stack)).isOne();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(prifora.holdings("RT-1").path("items"))
                        .extracting(holding -> holding.path("category").asText() + " "
                                + holding.path("dueOn").asText())
                        .containsExactly("invoices " + WebshopCustomer.KEPT_THROUGH.plusDays(1)));
    }

    private String invoice(String customer, String number, LocalDate day) {
        return line(
                "prifora-webshop",
                "invoices",
                customer,
                "invoice:" + rows.text("select id::text from webshop.invoice where invoice_number = ?", number),
                "collected",
                day);
    }

    private String order(String number) {
        return rows.text("select id::text from webshop.customer_order where order_number = ?", number);
    }

    private String consent(String customer) {
        return rows.text("select id::text from webshop.newsletter_consent where customer_id = ?::bigint", customer);
    }

    @Test
    @DisplayName("PF-4: an account goes when it is closed; a dry run tells it before")
    void aClosedAccountGoesAsTheDryRunTold() {
        Retention primoforum = new Retention(stack, "primoforum");
        String account = rows.write("""
                insert into site.account (user_name, name, email, password_hash, created_at)
                values ('albert.it', 'Albert Account', 'albert.it@example.org', '-', now()) returning id::text""");
        primoforum.register(
                line("primoforum-site", "account", "albert.it", "account:" + account, "collected", LAST_YEAR));
        primoforum.happened("albert.it", "account-closed", TODAY.plusDays(3));

        var schedule = Api.anonymous(stack)
                .as("case-handler", "primoforum")
                .get(StackService.RETENTION, "/organisations/primoforum/schedule?on=" + TODAY.plusDays(3))
                .expect(200);

        assertThat(schedule.toString()).contains("account:" + account).contains("account-until-closed");
        assertThat(count("site.account", account)).isOne();

        primoforum.happened("albert.it", "account-closed", TODAY);

        awaitRows(0, "site.account", account);
    }

    private long count(String table, String id) {
        return rows.count("select count(*) from " + table + " where id::text = ?", id);
    }

    private void awaitRows(long expected, String table, String id) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(250)).untilAsserted(() -> assertThat(count(table, id))
                .as(table + " " + id)
                .isEqualTo(expected));
    }
}
