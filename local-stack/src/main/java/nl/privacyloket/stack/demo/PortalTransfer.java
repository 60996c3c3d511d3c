package nl.privacyloket.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.privacyloket.stack.Polling;
import nl.privacyloket.stack.client.FiledRequest;
import nl.privacyloket.stack.client.MailReader;
import nl.privacyloket.stack.client.NewRequest;
import nl.privacyloket.stack.client.RequestApi;
import nl.privacyloket.stack.layout.StackAddresses;
import nl.privacyloket.stack.mail.ReceivedMail;
import nl.privacyloket.stack.sample.DemoPerson;
import nl.privacyloket.stack.sample.SampleSystem;

/** A user of PinkWeb's portal moves to another platform, which gets the data by a link that works once. */
final class PortalTransfer implements Story {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String RECEIVER = "import@other-platform.example.com";
    private static final String CHOICE = """
            SELECT u.id, u.user_name, u.surname, u.email FROM portal_user u
            WHERE u.user_name <> ? AND EXISTS (SELECT 1 FROM usage_event e WHERE e.portal_user_id = u.id)
            ORDER BY u.id LIMIT 1""";

    private final DataSystemRows rows;
    private Map<String, String> user;
    private ExportPackage fetched;

    PortalTransfer(StackAddresses addresses) {
        this.rows = new DataSystemRows(addresses, SampleSystem.PINKWEB_PORTAL);
    }

    @Override
    public String organisation() {
        return "pinkweb";
    }

    @Override
    public String wish() {
        return "wants to take the data to another platform";
    }

    @Override
    public NewRequest begin() {
        user = rows.first(CHOICE, DemoPerson.PORTAL.identifierValue())
                .orElseThrow(
                        () -> new NotAsItShouldBeException("The portal has no users; ./run reset brings them back"));
        return new NewRequest(
                        "portability",
                        user.get("surname"),
                        user.get("email"),
                        "platform-user",
                        "user-name",
                        user.get("user_name"),
                        "nl")
                .with("transferTo", Map.of("name", "Ander Platform", "email", RECEIVER));
    }

    @Override
    public void decide(FiledRequest request, JsonNode seen, Staff staff, RequestApi api)
            throws IOException, InterruptedException {
        api.grant(request, staff.privacyOfficer(), null);
    }

    @Override
    public void afterClose(FiledRequest request, RequestApi api, MailReader mailbox, Teller teller)
            throws IOException, InterruptedException {
        api.offerTransfer(request);
        String token = Polling.upTo(PATIENCE)
                .forAnswer(() -> tokenIn(mailbox, request))
                .orElseThrow(() -> new NotAsItShouldBeException("The other platform should get a mail with a link"));
        Optional<byte[]> zip = api.fetchTransfer(request, token);
        Check.that(zip.isPresent(), "The link should give the package");
        fetched = new ExportPackage(zip.orElseThrow());
        teller.says("ander platform", request.reference() + " fetched the package with the link from the mail");
        Check.that(api.fetchTransfer(request, token).isEmpty(), "The link should work once");
    }

    private static Optional<String> tokenIn(MailReader mailbox, FiledRequest request) {
        try {
            return mailbox.to(RECEIVER).stream()
                    .flatMap(mail -> MailReader.linkToken(mail, "/transfer/", request).stream())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public List<String> subjects() {
        return List.of("Bevestig", "ontvangen", "besluit", "afgerond", "opgehaald");
    }

    @Override
    public void check(FiledRequest request, JsonNode closed, List<ReceivedMail> mails, RequestApi api, Teller teller)
            throws IOException, InterruptedException {
        Check.equal("The outcome of the move", "granted", closed.path("outcome").asText());
        Check.equal("Users in the package", 1, fetched.rows("portal_user").size());
        Check.equal("The addresses in the package", Set.of(user.get("email")), fetched.addresses());
        teller.checked("the other platform got the user's " + fetched.rowCount()
                + " portable rows in JSON and CSV, once; the user was told that it fetched them");
    }
}
