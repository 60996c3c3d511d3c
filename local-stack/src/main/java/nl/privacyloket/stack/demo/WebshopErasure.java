package nl.privacyloket.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
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

/**
 * A customer of PRIFORA's webshop wants everything erased. The invoices of the last seven calendar years stay, because the
 * tax law says so, without what the tax office has no need of; all else goes.
 */
final class WebshopErasure implements Story {

    // Whoever has invoices on both sides of the seven years will do; the person of the documentation goes first.
    private static final String CHOICE = """
            SELECT c.id, c.customer_number, c.name, c.email FROM customer c
            WHERE EXISTS (SELECT 1 FROM invoice i WHERE i.customer_id = c.id AND i.invoice_date < ?)
              AND EXISTS (SELECT 1 FROM invoice i WHERE i.customer_id = c.id AND i.invoice_date >= ?)
            ORDER BY (c.customer_number = ?) DESC, c.id LIMIT 1""";
    // Every row of the webshop that is not this person's, in one checksum.
    private static final String OTHERS = """
            SELECT md5(string_agg(line, E'\\n' ORDER BY line)) FROM (
              SELECT 'c' || t FROM customer t WHERE id <> ?::bigint
              UNION ALL SELECT 'o' || t FROM customer_order t WHERE customer_id <> ?::bigint
              UNION ALL SELECT 'i' || t FROM invoice t WHERE id <> ALL (?::bigint[])
              UNION ALL SELECT 'l' || t FROM invoice_line t WHERE invoice_id <> ALL (?::bigint[])
              UNION ALL SELECT 'p' || t FROM payment t WHERE invoice_id <> ALL (?::bigint[])
              UNION ALL SELECT 'n' || t FROM newsletter_consent t WHERE customer_id <> ?::bigint
              UNION ALL SELECT 's' || t FROM support_ticket t WHERE lower(email) <> lower(?)
            ) rows(line)""";

    private final DataSystemRows rows;
    private final LocalDate firstProtectedDay;
    private Map<String, String> customer;
    private String invoices;
    private String othersBefore;
    private List<Map<String, String>> protectedBefore;

    WebshopErasure(StackAddresses addresses) {
        this.rows = new DataSystemRows(addresses, SampleSystem.PRIFORA_WEBSHOP);
        this.firstProtectedDay =
                LocalDate.now(ZoneId.of("Europe/Amsterdam")).withDayOfYear(1).minusYears(7);
    }

    @Override
    public String organisation() {
        return "prifora";
    }

    @Override
    public String wish() {
        return "wants the webshop to erase everything";
    }

    @Override
    public NewRequest begin() {
        customer = rows.first(CHOICE, firstProtectedDay, firstProtectedDay, DemoPerson.WEBSHOP.identifierValue())
                .orElseThrow(
                        () -> new NotAsItShouldBeException(
                                "No customer of the webshop has old and recent invoices any more; ./run reset brings them back"));
        invoices = rows.text("SELECT array_agg(id) FROM invoice WHERE customer_id = ?::bigint", id());
        protectedBefore = protectedInvoices();
        othersBefore = others();
        return new NewRequest(
                "erasure",
                customer.get("name"),
                customer.get("email"),
                "webshop-customer",
                "customer-number",
                customer.get("customer_number"),
                "nl");
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
        return List.of("Bevestig", "ontvangen", "besluit", "afgerond");
    }

    @Override
    public void check(FiledRequest request, JsonNode closed, List<ReceivedMail> mails, RequestApi api, Teller teller) {
        Check.equal("The outcome at PRIFORA", "granted", closed.path("outcome").asText());
        for (String table : List.of("customer_order", "newsletter_consent", "support_ticket", "invoice")) {
            Check.equal(
                    "Rows that name the customer in " + table,
                    0L,
                    rows.count("SELECT count(*) FROM " + table + " WHERE customer_id = ?::bigint", id()));
        }
        Check.equal("Rows of the customer", 0L, rows.count("SELECT count(*) FROM customer WHERE id = ?::bigint", id()));
        for (String table : List.of("invoice", "support_ticket")) {
            Check.equal(
                    "Rows with the e-mail address in " + table,
                    0L,
                    rows.count(
                            "SELECT count(*) FROM " + table + " WHERE lower(email) = lower(?)", customer.get("email")));
        }
        teller.checked("the customer, the orders, the marketing consents and the support tickets have gone");

        Check.equal(
                "Invoices older than the seven years",
                0L,
                rows.count(
                        "SELECT count(*) FROM invoice WHERE id = ANY (?::bigint[]) AND invoice_date < ?",
                        invoices,
                        firstProtectedDay));
        Check.equal("The protected invoices", protectedBefore, protectedInvoices());
        Check.equal(
                "Protected invoices with more than the tax law asks for",
                0L,
                rows.count(
                        "SELECT count(*) FROM invoice WHERE id = ANY (?::bigint[]) AND num_nonnulls(customer_id,"
                                + " order_id, email, phone, delivery_note) > 0",
                        invoices));
        teller.checked(
                protectedBefore.size()
                        + " invoices stay as the tax law asks, with name and amounts and nothing more; the older ones have gone");

        Check.equal("The rows of everybody else in the webshop", othersBefore, others());
        teller.checked("not one row of anybody else in the webshop has changed");

        JsonNode kept = retained(closed);
        String lastDay = kept.path("until").asText();
        Check.equal(
                "The basis for keeping invoices",
                "AWR art. 52(4)",
                kept.path("basis").asText());
        String completion = MailReader.onOneLine(mails.get(mails.size() - 1));
        Check.that(
                completion.contains("31 december " + lastDay.substring(0, 4)),
                "The last mail should name the day until which invoices stay, " + lastDay);
        teller.checked("the plan and the last mail tell that invoices stay until " + lastDay);
    }

    // Of the invoices that stay, the verdict on those that stay longest.
    private static JsonNode retained(JsonNode closed) {
        JsonNode longest = null;
        for (JsonNode verdict : closed.path("verdicts")) {
            boolean kept = verdict.path("category").asText().equals("invoices")
                    && verdict.path("verdict").asText().equals("retain");
            if (kept && (longest == null || until(verdict).compareTo(until(longest)) > 0)) {
                longest = verdict;
            }
        }
        Check.that(longest != null, "The request should say that invoices are retained: " + closed.path("verdicts"));
        return longest;
    }

    private static String until(JsonNode verdict) {
        return verdict.path("until").asText();
    }

    // What must not change: the invoices themselves with their lines and payments.
    private List<Map<String, String>> protectedInvoices() {
        return rows.all("""
                SELECT i.invoice_number, i.invoice_date, i.name, i.street, i.total_excl_vat,
                  (SELECT count(*) FROM invoice_line l WHERE l.invoice_id = i.id) AS lines,
                  (SELECT coalesce(sum(amount), 0) FROM payment p WHERE p.invoice_id = i.id) AS paid
                FROM invoice i WHERE i.id = ANY (?::bigint[]) AND i.invoice_date >= ? ORDER BY i.id""", invoices, firstProtectedDay);
    }

    private String others() {
        return rows.text(OTHERS, id(), id(), invoices, invoices, invoices, id(), customer.get("email"));
    }

    private String id() {
        return customer.get("id");
    }
}
