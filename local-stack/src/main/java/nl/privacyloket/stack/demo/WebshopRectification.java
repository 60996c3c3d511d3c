package nl.privacyloket.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import nl.privacyloket.stack.client.FiledRequest;
import nl.privacyloket.stack.client.NewRequest;
import nl.privacyloket.stack.client.RequestApi;
import nl.privacyloket.stack.layout.StackAddresses;
import nl.privacyloket.stack.mail.ReceivedMail;
import nl.privacyloket.stack.sample.DemoPerson;
import nl.privacyloket.stack.sample.SampleSystem;

/** A customer of PRIFORA's webshop has moved: the address is put right, and nothing else. */
final class WebshopRectification implements Story {

    private static final String STREET = "Nieuwe Kade 7";
    private static final String POSTCODE = "1181 ZZ";
    private static final String CHOICE = """
            SELECT id, customer_number, name, email FROM customer
            WHERE customer_number <> ? AND street <> ? ORDER BY id LIMIT 1""";
    private static final String REST = """
            SELECT md5((to_jsonb(t) - 'street' - 'postcode')::text) FROM customer t WHERE id = ?::bigint""";

    private final DataSystemRows rows;
    private Map<String, String> customer;
    private String restBefore;

    WebshopRectification(StackAddresses addresses) {
        this.rows = new DataSystemRows(addresses, SampleSystem.PRIFORA_WEBSHOP);
    }

    @Override
    public String organisation() {
        return "prifora";
    }

    @Override
    public String wish() {
        return "has moved and wants the webshop to know the new address";
    }

    @Override
    public NewRequest begin() {
        customer = rows.first(CHOICE, DemoPerson.WEBSHOP.identifierValue(), STREET)
                .orElseThrow(() ->
                        new NotAsItShouldBeException("The webshop has no customers; ./run reset brings them back"));
        restBefore = rest();
        return new NewRequest(
                        "rectification",
                        customer.get("name"),
                        customer.get("email"),
                        "webshop-customer",
                        "customer-number",
                        customer.get("customer_number"),
                        "nl")
                .with(
                        "corrections",
                        List.of(
                                Map.of("field", "address", "value", STREET),
                                Map.of("field", "postcode", "value", POSTCODE)));
    }

    @Override
    public void decide(FiledRequest request, JsonNode seen, Staff staff, RequestApi api)
            throws IOException, InterruptedException {
        api.grant(request, staff.privacyOfficer(), null);
    }

    @Override
    public List<String> subjects() {
        return List.of("Bevestig", "ontvangen", "besluit", "afgerond");
    }

    @Override
    public void check(FiledRequest request, JsonNode closed, List<ReceivedMail> mails, RequestApi api, Teller teller) {
        Check.equal(
                "The outcome of the correction",
                "granted",
                closed.path("outcome").asText());
        Map<String, String> now = rows.first(
                        "SELECT street, postcode FROM customer WHERE id = ?::bigint", customer.get("id"))
                .orElseThrow();
        Check.equal("The customer's street", STREET, now.get("street"));
        Check.equal("The customer's postcode", POSTCODE, now.get("postcode"));
        teller.checked("the webshop has the customer's new street and postcode");
        Check.equal("What the customer did not ask about", restBefore, rest());
        teller.checked("and nothing else of the customer has changed");
    }

    private String rest() {
        return rows.text(REST, customer.get("id"));
    }
}
