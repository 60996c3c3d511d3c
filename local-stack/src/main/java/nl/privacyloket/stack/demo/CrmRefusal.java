package nl.privacyloket.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import nl.privacyloket.stack.client.FiledRequest;
import nl.privacyloket.stack.client.MailReader;
import nl.privacyloket.stack.client.NewRequest;
import nl.privacyloket.stack.client.RequestApi;
import nl.privacyloket.stack.layout.StackAddresses;
import nl.privacyloket.stack.mail.ReceivedMail;
import nl.privacyloket.stack.sample.DemoPerson;
import nl.privacyloket.stack.sample.SampleSystem;

/** A customer of InFactor asks for erasure while a claim about an agreement is pending: refused, with the reason. */
final class CrmRefusal implements Story {

    private static final DemoPerson PERSON = DemoPerson.CRM;
    private static final String REASON =
            "Over uw laatste overeenkomst loopt nog een geschil. Zolang dat duurt, hebben wij het dossier nodig.";
    private static final String EVERYTHING = """
            SELECT md5(string_agg(line, E'\\n' ORDER BY line)) FROM (
              SELECT 'c' || t FROM contact t
              UNION ALL SELECT 'a' || t FROM agreement t
              UNION ALL SELECT 'i' || t FROM invoice t
              UNION ALL SELECT 'u' || t FROM administrator_account t
            ) rows(line)""";

    private final DataSystemRows rows;
    private String everythingBefore;

    CrmRefusal(StackAddresses addresses) {
        this.rows = new DataSystemRows(addresses, SampleSystem.INFACTOR_CRM);
    }

    @Override
    public String organisation() {
        return PERSON.organisation();
    }

    @Override
    public String wish() {
        return "wants the customer file erased";
    }

    @Override
    public NewRequest begin() {
        everythingBefore = rows.text(EVERYTHING);
        return new NewRequest(
                "erasure",
                PERSON.fullName(),
                PERSON.email(),
                "customer",
                PERSON.identifierType(),
                PERSON.identifierValue(),
                "nl");
    }

    @Override
    public void decide(FiledRequest request, JsonNode seen, Staff staff, RequestApi api)
            throws IOException, InterruptedException {
        api.refuse(request, staff.privacyOfficer(), "legal-claims", REASON);
    }

    @Override
    public List<String> subjects() {
        return List.of("Bevestig", "ontvangen", "besluit");
    }

    @Override
    public void check(FiledRequest request, JsonNode closed, List<ReceivedMail> mails, RequestApi api, Teller teller) {
        Check.equal("The outcome at InFactor", "refused", closed.path("outcome").asText());
        String mail = MailReader.onOneLine(mails.get(mails.size() - 1));
        Check.that(mail.contains(REASON), "The mail with the refusal should give the reason");
        Check.that(
                mail.contains("Autoriteit Persoonsgegevens"),
                "The mail with the refusal should name the complaint body");
        Check.that(mail.contains("rechtbank"), "The mail with the refusal should name the court");
        teller.checked("the refusal gives its reason, the complaint body and the court");

        Check.equal("The rows of the customer relations", everythingBefore, rows.text(EVERYTHING));
        teller.checked("not one row of the customer relations has changed");
    }
}
