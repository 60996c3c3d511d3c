package nl.privacyloket.notification.messages;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.kit.messaging.JtaTransactions;
import nl.privacyloket.kit.problem.Problem;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.letter.AddressBook;
import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.letter.LetterPrinter;
import nl.privacyloket.notification.queue.MessageQueue;
import nl.privacyloket.notification.queue.MessageRegister;
import nl.privacyloket.notification.queue.MessageState;
import nl.privacyloket.notification.queue.MessageView;
import nl.privacyloket.notification.queue.OutTray;
import nl.privacyloket.notification.queue.OutTray.PaperLetter;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Letters to people without an e-mail address: case handlers print them and put them in the post. */
@Path("/")
@RolesAllowed(Roles.CASE_HANDLER)
@Tag(name = "Messages")
public class LetterResource {
    /** The page holds its own style and needs nothing else. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

    private final MessageRegister messages;
    private final OutTray outTray;
    private final MessageQueue queue;
    private final AddressBook addressBook;
    private final LetterPrinter printer;
    private final JtaTransactions transactions;
    private final StaffAccess access;
    private final Clock clock;

    LetterResource(
            MessageRegister messages,
            OutTray outTray,
            MessageQueue queue,
            AddressBook addressBook,
            LetterPrinter printer,
            JtaTransactions transactions,
            StaffAccess access,
            Clock clock) {
        this.messages = messages;
        this.outTray = outTray;
        this.queue = queue;
        this.addressBook = addressBook;
        this.printer = printer;
        this.transactions = transactions;
        this.access = access;
        this.clock = clock;
    }

    /** The letter on sheets of A4. Who looks is on record. */
    @GET
    @Path("messages/{id}/letter")
    @Produces(MediaType.TEXT_HTML)
    @Operation(
            summary = "A letter, to print",
            description =
                    "For a message whose channel is letter, as long as what it says is kept. Every look is audited.")
    @APIResponse(
            responseCode = "200",
            description = "The letter, for sheets of A4",
            content = @Content(mediaType = MediaType.TEXT_HTML))
    @APIResponse(
            responseCode = "404",
            description = "No such message, or not of an organisation that the caller works for (not-found)",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "409",
            description =
                    "It goes by e-mail (message-not-a-letter), cannot be written yet (letter-not-ready), or is no longer"
                            + " known (message-gone)",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response letter(@RestPath UUID id) throws Exception {
        String html = transactions.inTransaction(connection -> {
            String organisation = organisationOf(connection, id);
            PaperLetter letter = paperLetter(connection, id);
            Addressed addressed = addressBook
                    .find(connection, letter.requestId(), occasion(letter))
                    .orElseThrow(() -> new ProblemException(409, "letter-not-ready"));
            Instant now = clock.instant();
            outTray.printed(connection, letter, access.actor(organisation), now);
            return printer.print(addressed, now);
        });
        return Response.ok(html, MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }

    /** Says that a letter is in the post. */
    @POST
    @Path("messages/{id}/posted")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Say that a letter is in the post",
            description = "The message is then sent, which others hear as of a mail; what it said is erased here.")
    @APIResponse(
            responseCode = "200",
            description = "Noted",
            content = @Content(schema = @Schema(implementation = MessageView.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such message, or not of an organisation that the caller works for (not-found)",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "409",
            description =
                    "It goes by e-mail (message-not-a-letter), or is not to be printed (any more) (letter-not-to-print)",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public MessageView posted(@RestPath UUID id) throws Exception {
        return transactions.inTransaction(connection -> {
            String organisation = organisationOf(connection, id);
            PaperLetter letter = paperLetter(connection, id);
            if (letter.state() != MessageState.TO_PRINT) {
                throw new ProblemException(409, "letter-not-to-print");
            }
            boolean keep = !occasion(letter).goesWhenSent();
            outTray.posted(connection, letter, keep, access.actor(organisation), clock.instant());
            return messages.find(connection, id).orElseThrow();
        });
    }

    private String organisationOf(Connection connection, UUID id) throws SQLException {
        return messages.organisationOf(connection, id)
                .filter(access::worksFor)
                .orElseThrow(() -> new ProblemException(404, "not-found"));
    }

    private PaperLetter paperLetter(Connection connection, UUID id) throws SQLException {
        return outTray.find(connection, id).orElseThrow(() -> new ProblemException(409, "message-not-a-letter"));
    }

    private Occasion occasion(PaperLetter letter) {
        if (letter.occasion() == null) {
            throw new ProblemException(409, "message-gone");
        }
        return queue.occasion(letter);
    }
}
