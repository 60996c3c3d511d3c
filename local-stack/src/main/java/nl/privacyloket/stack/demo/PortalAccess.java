package nl.privacyloket.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import nl.privacyloket.stack.client.FiledRequest;
import nl.privacyloket.stack.client.NewRequest;
import nl.privacyloket.stack.client.RequestApi;
import nl.privacyloket.stack.layout.StackAddresses;
import nl.privacyloket.stack.mail.ReceivedMail;
import nl.privacyloket.stack.sample.DemoPerson;
import nl.privacyloket.stack.sample.SampleSystem;

/** A user of PinkWeb's portal wants to see their data; the confirmed address is enough to know who asks. */
final class PortalAccess implements Story {

    private static final DemoPerson PERSON = DemoPerson.PORTAL;

    private final DataSystemRows rows;

    PortalAccess(StackAddresses addresses) {
        this.rows = new DataSystemRows(addresses, SampleSystem.PINKWEB_PORTAL);
    }

    @Override
    public String organisation() {
        return PERSON.organisation();
    }

    @Override
    public String wish() {
        return "wants to see all data";
    }

    @Override
    public NewRequest begin() {
        return new NewRequest(
                "access",
                PERSON.fullName(),
                PERSON.email(),
                "platform-user",
                PERSON.identifierType(),
                PERSON.identifierValue(),
                "nl");
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
    public void check(FiledRequest request, JsonNode closed, List<ReceivedMail> mails, RequestApi api, Teller teller)
            throws IOException, InterruptedException {
        Check.equal("The outcome at PinkWeb", "granted", closed.path("outcome").asText());
        ExportPackage zip = new ExportPackage(api.export(request));
        String user = rows.text("SELECT id FROM portal_user WHERE email = ?", PERSON.email());
        for (String table : List.of("approval_log", "property_approval_log", "usage_event", "news_subscription")) {
            Check.equal(
                    "Rows of " + table + " in the zip",
                    rows.count("SELECT count(*) FROM " + table + " WHERE portal_user_id = ?::bigint", user),
                    (long) zip.rows(table).size());
        }
        Check.equal("Users in the zip", 1, zip.rows("portal_user").size());
        Check.equal("The addresses in the zip", Set.of(PERSON.email()), zip.addresses());
        teller.checked("the zip holds the user's " + zip.rowCount() + " rows and nobody else's");
    }
}
