package nl.privacyloket.notification.messages;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.kit.messaging.JtaTransactions;
import nl.privacyloket.kit.problem.Problem;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.notification.bounce.BounceMailbox;
import nl.privacyloket.notification.bounce.Bounces;
import nl.privacyloket.notification.bounce.UnreadableMailException;
import nl.privacyloket.notification.delivery.DeliveryWorker;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Where a mail server hands in what came back. */
@Path("organisations/{organisation}/bounces")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.SYSTEM)
@Tag(name = "Bounces")
public class BounceResource {
    private static final String MAIL = "message/rfc822";

    private final Bounces bounces;
    private final DeliveryWorker worker;
    private final JtaTransactions transactions;
    private final StaffAccess access;
    private final Clock clock;

    BounceResource(
            Bounces bounces, DeliveryWorker worker, JtaTransactions transactions, StaffAccess access, Clock clock) {
        this.bounces = bounces;
        this.worker = worker;
        this.transactions = transactions;
        this.access = access;
        this.clock = clock;
    }

    /**
     * What became of a report.
     *
     * @param outcome {@code recorded}, {@code not-final}, {@code unknown-message} or {@code no-report}
     */
    @Schema(name = "BounceOutcome")
    public record Answer(
            @Schema(enumeration = {"recorded", "not-final", "unknown-message", "no-report"})
            String outcome) {}

    @POST
    @Consumes(MAIL)
    @Operation(
            summary = "Hand in a report that a mail did not arrive",
            description = "A report about delivery (RFC 3464) as it arrived. It is believed for a message of the"
                    + " organisation that was sent in the last 30 days, found by its Message-ID, its envelope id or its"
                    + " return path. The same report twice does no more than once; nothing is ever answered to it.")
    @APIResponse(
            responseCode = "200",
            description = "Read; recorded only when the answer says so",
            content = @Content(schema = @Schema(implementation = Answer.class)))
    @APIResponse(
            responseCode = "400",
            description = "Not a mail (not-a-mail)",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such organisation, or not one that the caller works for (not-found)",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "413",
            description = "Over 256 kB",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Answer report(@RestPath String organisation, @Schema(type = SchemaType.STRING) InputStream body)
            throws Exception {
        access.requireOrganisation(organisation);
        byte[] mail = read(body);
        try {
            Instant now = clock.instant();
            Bounces.Outcome outcome =
                    bounces.record(mail, organisation, reported(organisation, now), transactions, now);
            worker.wake();
            return new Answer(outcome.word());
        } catch (UnreadableMailException e) {
            throw new ProblemException(400, "not-a-mail");
        }
    }

    /** The entries about what came back say that the service did it; who handed the report in is one of its own. */
    private AuditEntry reported(String organisation, Instant now) {
        return new AuditEntry(
                now,
                organisation,
                access.actor(organisation),
                "bounce.reported",
                "organisation",
                organisation,
                "done",
                null);
    }

    private static byte[] read(InputStream body) throws IOException {
        byte[] mail = body == null ? new byte[0] : body.readNBytes(BounceMailbox.LARGEST + 1);
        if (mail.length == 0) {
            throw new ProblemException(400, "not-a-mail");
        } else if (mail.length > BounceMailbox.LARGEST) {
            throw new ProblemException(413, "too-large");
        }
        return mail;
    }
}
