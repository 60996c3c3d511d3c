package nl.privacyloket.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import nl.privacyloket.stack.client.FiledRequest;
import nl.privacyloket.stack.client.NewRequest;
import nl.privacyloket.stack.client.RequestApi;
import nl.privacyloket.stack.layout.StackAddresses;
import nl.privacyloket.stack.mail.ReceivedMail;
import nl.privacyloket.stack.sample.DemoPerson;
import nl.privacyloket.stack.sample.SampleSystem;

/** Somebody with an account at Primoforum wants to see their data; staff look at a masked copy of an identity document. */
final class SiteAccess implements Story {

    private static final DemoPerson PERSON = DemoPerson.SITE;

    // The specimen of ICAO Doc 9303 part 4 for the lines; an invented number that passes the 11-test for the BSN.
    private static final PaperCopy UNMASKED = new PaperCopy(
            "PASPOORT  PASSPORT",
            "Naam / Surname: ERIKSSON",
            "BSN / Personal number: 123456782",
            "Documentnummer / Document no.: SPECI2014",
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
            "L898902C36UTO7408122F1204159ZE184226B<<<<<10");
    private static final PaperCopy MASKED = new PaperCopy("PASPOORT  PASSPORT", "Naam / Surname: VAN DEN BERG");

    private final DataSystemRows rows;

    SiteAccess(StackAddresses addresses) {
        this.rows = new DataSystemRows(addresses, SampleSystem.PRIMOFORUM_SITE);
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
                "account-holder",
                PERSON.identifierType(),
                PERSON.identifierValue(),
                "nl");
    }

    @Override
    public void beforeDecision(FiledRequest request, Staff staff, RequestApi api, Teller teller)
            throws IOException, InterruptedException {
        RequestApi.Answer refused = api.uploadIdentityDocument(request, "copy.pdf", UNMASKED.bytes());
        Check.equal("The answer to a copy that shows everything", 422, refused.status());
        Set<String> findings = new TreeSet<>();
        refused.body()
                .path("findings")
                .forEach(finding -> findings.add(finding.path("code").asText()));
        Check.equal("What is still readable on it", Set.of("bsn", "document-number", "mrz"), findings);
        teller.says(organisation(), request.reference() + " a copy is refused, still readable: " + findings);

        RequestApi.Answer taken = api.uploadIdentityDocument(request, "copy.pdf", MASKED.bytes());
        Check.equal("The answer to a masked copy", 201, taken.status());
        teller.says(
                organisation(),
                request.reference() + " a masked copy is taken: "
                        + taken.body().path("inspection").asText());
        api.verifyIdentity(request, staff.caseHandler(), "masked-id-copy");
    }

    @Override
    public void decide(FiledRequest request, JsonNode seen, Staff staff, RequestApi api)
            throws IOException, InterruptedException {
        api.grant(request, staff.privacyOfficer(), null);
    }

    @Override
    public List<String> subjects() {
        return List.of("Bevestig", "ontvangen", "kopie", "besluit", "afgerond");
    }

    @Override
    public void check(FiledRequest request, JsonNode closed, List<ReceivedMail> mails, RequestApi api, Teller teller)
            throws IOException, InterruptedException {
        Check.equal(
                "The outcome at Primoforum", "granted", closed.path("outcome").asText());
        ExportPackage zip = new ExportPackage(api.export(request));
        String account = rows.text("SELECT id FROM account WHERE email = ?", PERSON.email());
        check(zip, "account", "user_name", "SELECT user_name FROM account WHERE id = ?::bigint", account);
        check(
                zip,
                "form_submission",
                "message",
                "SELECT message FROM form_submission WHERE account_id = ?::bigint OR lower(email) = lower(?)",
                account,
                PERSON.email());
        check(
                zip,
                "newsletter_subscription",
                "email",
                "SELECT email FROM newsletter_subscription WHERE account_id = ?::bigint",
                account);
        check(zip, "testimonial", "quote", "SELECT quote FROM testimonial WHERE account_id = ?::bigint", account);
        check(
                zip,
                "payment",
                "invoice_number",
                "SELECT invoice_number FROM payment WHERE account_id = ?::bigint",
                account);
        teller.checked("the zip holds each of the " + zip.rowCount() + " rows that the site has of this person: "
                + String.join(", ", zip.names()));

        Check.equal("The addresses in the zip", Set.of(PERSON.email()), zip.addresses());
        teller.checked("and nothing of anybody else, not of the namesake either");
    }

    private void check(ExportPackage zip, String table, String column, String query, Object... parameters)
            throws IOException {
        List<String> expected = rows.all(query, parameters).stream()
                .map(row -> row.get(column))
                .sorted()
                .toList();
        List<String> actual =
                zip.rows(table).stream().map(row -> row.get(column)).sorted().toList();
        Check.that(!new TreeSet<>(expected).isEmpty(), "The site should hold rows of the person in " + table);
        Check.equal("What the zip holds of " + table, expected, actual);
    }
}
