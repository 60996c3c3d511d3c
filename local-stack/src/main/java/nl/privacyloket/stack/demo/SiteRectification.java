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

/** Somebody with an account at Primoforum has another telephone number: it is put right, and nothing else. */
final class SiteRectification implements Story {

    private static final String PHONE = "+31 20 555 0142";
    private static final String CHOICE = """
            SELECT id, user_name, name, email FROM account a
            WHERE user_name <> ? AND phone IS DISTINCT FROM ?
              AND NOT EXISTS (SELECT 1 FROM form_submission f WHERE f.account_id = a.id OR lower(f.email) = lower(a.email))
            ORDER BY id LIMIT 1""";
    private static final String REST = """
            SELECT md5(string_agg((to_jsonb(t) - CASE WHEN id = ?::bigint THEN 'phone' ELSE '' END)::text, E'\\n' ORDER BY id))
            FROM account t""";

    private final DataSystemRows rows;
    private Map<String, String> account;
    private String restBefore;

    SiteRectification(StackAddresses addresses) {
        this.rows = new DataSystemRows(addresses, SampleSystem.PRIMOFORUM_SITE);
    }

    @Override
    public String organisation() {
        return "primoforum";
    }

    @Override
    public String wish() {
        return "has another telephone number and wants the site to know";
    }

    @Override
    public NewRequest begin() {
        account = rows.first(CHOICE, DemoPerson.SITE.identifierValue(), PHONE)
                .orElseThrow(
                        () -> new NotAsItShouldBeException("The site has no accounts; ./run reset brings them back"));
        restBefore = rest();
        return new NewRequest(
                        "rectification",
                        account.get("name"),
                        account.get("email"),
                        "account-holder",
                        "user-name",
                        account.get("user_name"),
                        "nl")
                .with("corrections", List.of(Map.of("field", "phone", "value", PHONE)));
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
        Check.equal(
                "The telephone number",
                PHONE,
                rows.text("SELECT phone FROM account WHERE id = ?::bigint", account.get("id")));
        Check.equal("All else in the accounts", restBefore, rest());
        teller.checked("the site has the new telephone number, and nothing else in any account has changed");
    }

    private String rest() {
        return rows.text(REST, account.get("id"));
    }
}
