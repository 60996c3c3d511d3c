package nl.privacyloket.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nl.privacyloket.stack.client.FiledRequest;
import nl.privacyloket.stack.client.MailReader;
import nl.privacyloket.stack.client.NewRequest;
import nl.privacyloket.stack.client.RequestApi;
import nl.privacyloket.stack.layout.StackAddresses;
import nl.privacyloket.stack.mail.ReceivedMail;
import nl.privacyloket.stack.sample.DemoPerson;
import nl.privacyloket.stack.sample.SampleSystem;

/** Somebody who had a disk recovered by coMPjoeter wants to leave no trace; no law asks to keep any. In English. */
final class RecoveryErasure implements Story {

    private static final String CHOICE = """
            SELECT c.id, c.customer_number, c.name, c.email FROM customer c
            WHERE EXISTS (SELECT 1 FROM recovery_job j WHERE j.customer_id = c.id)
            ORDER BY (c.customer_number = ?) DESC, c.id LIMIT 1""";
    private static final String OTHERS = """
            SELECT md5(string_agg(line, E'\\n' ORDER BY line)) FROM (
              SELECT 'c' || t FROM customer t WHERE id <> ?::bigint
              UNION ALL SELECT 'j' || t FROM recovery_job t WHERE customer_id <> ?::bigint
              UNION ALL SELECT 'n' || t FROM newsletter_subscription t WHERE email <> ?
            ) rows(line)""";

    private static final String REASON =
            "Two of your disks are at our partner laboratory; we have to trace every copy first.";

    private final DataSystemRows rows;
    private Map<String, String> customer;
    private String othersBefore;

    RecoveryErasure(StackAddresses addresses) {
        this.rows = new DataSystemRows(addresses, SampleSystem.COMPJOETER_RECOVERY);
    }

    @Override
    public String organisation() {
        return "compjoeter";
    }

    @Override
    public String wish() {
        return "wants the recovery desk to erase everything";
    }

    @Override
    public NewRequest begin() {
        customer = rows.first(CHOICE, DemoPerson.RECOVERY.identifierValue())
                .orElseThrow(() -> new NotAsItShouldBeException(
                        "The recovery desk has no customers with jobs any more; ./run reset brings them back"));
        othersBefore = others();
        return new NewRequest(
                "erasure",
                customer.get("name"),
                customer.get("email"),
                "customer-representative",
                "customer-number",
                customer.get("customer_number"),
                "en");
    }

    @Override
    public void beforeDecision(FiledRequest request, Staff staff, RequestApi api, Teller teller)
            throws IOException, InterruptedException {
        JsonNode extended = api.extend(request, staff.privacyOfficer(), REASON);
        LocalDate until = LocalDate.parse(extended.path("extendedOn").asText());
        Check.that(until.isAfter(request.dueOn()), "An extension should lead to a later date");
        Check.equal(
                "The date to answer by",
                until,
                LocalDate.parse(extended.path("dueOn").asText()));
    }

    @Override
    public boolean canBeDecided(JsonNode request) {
        return Story.super.canBeDecided(request) && request.hasNonNull("planHash");
    }

    @Override
    public void decide(FiledRequest request, JsonNode seen, Staff staff, RequestApi api)
            throws IOException, InterruptedException {
        api.grant(request, staff.privacyOfficer(), seen.path("planHash").asText());
    }

    @Override
    public List<String> subjects() {
        return List.of("confirm", "received", "more time", "decision", "complete");
    }

    @Override
    public void check(FiledRequest request, JsonNode closed, List<ReceivedMail> mails, RequestApi api, Teller teller) {
        Check.equal(
                "The outcome at coMPjoeter", "granted", closed.path("outcome").asText());
        Check.equal(
                "Rows of the customer",
                0L,
                rows.count("SELECT count(*) FROM customer WHERE id = ?::bigint", customer.get("id")));
        Check.equal(
                "Recovery jobs of the customer",
                0L,
                rows.count("SELECT count(*) FROM recovery_job WHERE customer_id = ?::bigint", customer.get("id")));
        Check.equal(
                "Newsletter subscriptions of the customer",
                0L,
                rows.count("SELECT count(*) FROM newsletter_subscription WHERE email = ?", customer.get("email")));
        Check.equal("The rows of everybody else at the recovery desk", othersBefore, others());
        Check.that(
                mails.stream().anyMatch(mail -> MailReader.onOneLine(mail).contains(REASON)),
                "The mail about the extension should give its reason");
        teller.checked("the term was extended once, with the reason in a mail");
        teller.checked("customer, recovery jobs and subscription have gone; nobody else's row has changed");
    }

    private String others() {
        return rows.text(OTHERS, customer.get("id"), customer.get("id"), customer.get("email"));
    }
}
