package nl.privacyloket.notification.registration;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.kit.messaging.JtaTransactions;
import nl.privacyloket.kit.problem.Problem;
import nl.privacyloket.kit.problem.Problem.FieldError;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.kit.problem.Problems;
import nl.privacyloket.notification.organisation.Organisation;
import nl.privacyloket.notification.organisation.OrganisationRegister;
import nl.privacyloket.notification.registration.SubscriptionCheck.Checked;
import nl.privacyloket.notification.subscriber.Enrolment.Outcome;
import nl.privacyloket.notification.subscriber.Enrolment.StaysEnded;
import nl.privacyloket.notification.subscriber.Enrolment.Stored;
import nl.privacyloket.notification.subscriber.Subscriber;
import nl.privacyloket.notification.subscriber.Subscribers;
import nl.privacyloket.notification.subscriber.Subscription;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Who hears of changes of the statement, and of what else they asked for. Systems keep the lists. */
@Path("/organisations/{organisation}/subscribers")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Subscribers")
public class SubscriberResource {
    private static final String NDJSON = "application/x-ndjson";

    private final SubscriberIntake intake;
    private final Subscribers subscribers;
    private final OrganisationRegister organisations;
    private final JtaTransactions transactions;
    private final StaffAccess access;

    SubscriberResource(
            SubscriberIntake intake,
            Subscribers subscribers,
            OrganisationRegister organisations,
            JtaTransactions transactions,
            StaffAccess access) {
        this.intake = intake;
        this.subscribers = subscribers;
        this.organisations = organisations;
        this.transactions = transactions;
        this.access = access;
    }

    /** An entry after it was stored. */
    @Schema(name = "SubscriberStored")
    record Answer(
            String subscriber,

            @Schema(description = "What may be sent") List<String> purposes,

            @Schema(
                    description = "What was asked for and stays ended: the person ended it and has not agreed to it"
                            + " since, as far as the consent says")
            List<StaysEnded> ended) {}

    /** An entry without its address. */
    @Schema(name = "Subscriber")
    record View(
            String subscriber,
            String locale,

            @Schema(description = "What may be sent") List<String> purposes,

            @Schema(description = "The latest that is known", nullable = true)
            Subscription.Consent consent,

            Instant changedAt,

            @Schema(description = "What the person ended") List<StaysEnded> ended) {}

    /** A line that was not taken in. */
    @Schema(name = "RejectedSubscriber")
    record Rejected(
            long line,

            @Schema(
                    enumeration = {
                        Fault.MALFORMED_JSON,
                        Fault.UNKNOWN_FIELD,
                        Fault.WRONG_TYPE,
                        Fault.LINE_TOO_LONG,
                        Fault.MISSING,
                        Fault.MALFORMED,
                        Fault.UNKNOWN_LANGUAGE,
                        Fault.UNKNOWN_PURPOSE,
                        Fault.CONSENT_MISSING,
                        Fault.CONSENT_IN_FUTURE,
                        Fault.CONSENT_TO_UNASKED
                    })
            String reason,

            @Schema(description = "The member that it is about", nullable = true)
            String field,

            @Schema(description = "The reason in the caller's language")
            String message) {}

    /** A purpose that an entry does not get. */
    @Schema(name = "EndedPurposeOfSubscriber")
    record Ended(String subscriber, String purpose, Instant endedAt) {}

    /** What became of the lines. */
    @Schema(name = "SubscribersTaken")
    record Taken(
            @Schema(description = "Lines that were taken in, unchanged ones among them")
            long accepted,

            @Schema(description = "Accepted lines that said nothing new")
            long unchanged,

            @Schema(description = "The first thousand lines that were not taken in")
            List<Rejected> rejected,

            @Schema(description = "All lines that were not taken in")
            long rejectedTotal,

            @Schema(description = "The first thousand purposes that were asked for and stay ended")
            List<Ended> ended,

            @Schema(description = "All of them") long endedTotal) {

        static Taken of(SubscriberIntake.Taken taken, Locale language) {
            return new Taken(
                    taken.accepted(),
                    taken.unchanged(),
                    taken.rejected().stream()
                            .map(one -> new Rejected(
                                    one.line(),
                                    one.fault().reason(),
                                    one.fault().field(),
                                    one.fault().message(language)))
                            .toList(),
                    taken.rejectedTotal(),
                    taken.ended().stream()
                            .map(one -> new Ended(
                                    one.subscriber(),
                                    one.purpose().purpose(),
                                    one.purpose().endedAt()))
                            .toList(),
                    taken.endedTotal());
        }
    }

    @PUT
    @Path("/{subscriber}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.SYSTEM)
    @Operation(
            summary = "Say who an entry of a list is and what they are to hear of",
            description = "All of it, each time. What the person ended stays ended until they agree again to exactly"
                    + " that: consent.at later than the end, and the purpose named in consent.purposes or the only one"
                    + " of the entry. A purpose that nobody ended needs no naming. A purpose that is left out ends. Nothing is sent to an address that the"
                    + " person does not want anything at, and it is not kept.")
    @APIResponse(
            responseCode = "201",
            description = "A new entry",
            content = @Content(schema = @Schema(implementation = Answer.class)))
    @APIResponse(
            responseCode = "200",
            description = "The entry was known",
            content = @Content(schema = @Schema(implementation = Answer.class)))
    @APIResponse(
            responseCode = "400",
            description = "Something is missing or not as it must be; nothing was stored",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(responseCode = "404", description = "No such organisation, or not the caller's")
    @APIResponse(
            responseCode = "409",
            description = "No policy of the organisation has arrived here yet (policy-not-here-yet)")
    public Response put(
            @RestPath String organisation,
            @RestPath String subscriber,
            @Context HttpHeaders headers,
            @NotNull SubscriberEntry entry)
            throws Exception {
        access.requireOrganisation(organisation);
        Instant now = intake.now();
        Checked checked = intake.check(organisation, now).check(subscriber, entry);
        if (checked.subscription() == null) {
            return refused(checked.faults(), headers);
        }
        Stored stored = intake.take(organisation, checked.subscription(), access.actor(organisation), now);
        return Response.status(stored.outcome() == Outcome.CREATED ? 201 : 200)
                .entity(new Answer(subscriber, List.copyOf(stored.purposes()), stored.ended()))
                .build();
    }

    @GET
    @Path("/{subscriber}")
    @RolesAllowed({Roles.SYSTEM, Roles.PRIVACY_OFFICER})
    @Operation(summary = "What an entry hears of, and by what consent; without the address. Every look is audited.")
    @APIResponse(
            responseCode = "200",
            description = "The entry",
            content = @Content(schema = @Schema(implementation = View.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such entry, or not of an organisation that the caller works for (not-found)",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public View get(@RestPath String organisation, @RestPath String subscriber) throws Exception {
        access.requireOrganisation(organisation);
        Instant now = intake.now();
        return transactions.inTransaction(connection -> {
            Subscriber found = subscribers
                    .find(connection, organisation, subscriber)
                    .orElseThrow(() -> new ProblemException(404, "not-found"));
            List<String> purposes = new ArrayList<>();
            for (Organisation policy : organisations.allInForce(connection, organisation, now)) {
                policy.purposes().forEach(purpose -> purposes.add(purpose.id()));
            }
            subscribers.seen(connection, found, access.actor(organisation), now);
            return new View(
                    found.subscriber(),
                    found.locale(),
                    List.copyOf(found.purposes()),
                    found.consent(),
                    found.changedAt(),
                    subscribers.ended(connection, found, purposes));
        });
    }

    @DELETE
    @Path("/{subscriber}")
    @RolesAllowed(Roles.SYSTEM)
    @Operation(
            summary = "Take an entry off the list",
            description = "What an announcement under way has not sent to it yet is not sent. What the person ended"
                    + " stays ended if the entry comes back.")
    @APIResponse(responseCode = "204", description = "It is not there, any more or ever")
    @APIResponse(responseCode = "404", description = "No such organisation, or not the caller's")
    public void delete(@RestPath String organisation, @RestPath String subscriber) throws Exception {
        access.requireOrganisation(organisation);
        transactions.inTransaction(connection -> {
            subscribers.remove(connection, organisation, subscriber, access.actor(organisation), intake.now());
            return null;
        });
    }

    @POST
    @Consumes(NDJSON)
    @RolesAllowed(Roles.SYSTEM)
    @Operation(
            summary = "Say who is on a list, one JSON object a line",
            description = "Read as a stream and taken in some hundred lines at a time; when it breaks off, what was"
                    + " taken in stays. Sending it again does no harm. A line that cannot be taken in does not stop"
                    + " the others. Entries that are not among the lines stay as they are.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = NDJSON, schema = @Schema(implementation = SubscriberLine.class)))
    @APIResponse(
            responseCode = "200",
            description = "How many lines were taken in, and which were not",
            content = @Content(schema = @Schema(implementation = Taken.class)))
    @APIResponse(responseCode = "404", description = "No such organisation, or not the caller's")
    @APIResponse(
            responseCode = "409",
            description = "No policy of the organisation has arrived here yet (policy-not-here-yet)")
    public Response putAll(@RestPath String organisation, InputStream lines, @Context HttpHeaders headers)
            throws Exception {
        access.requireOrganisation(organisation);
        Locale language = Problems.language(headers);
        SubscriberIntake.Taken taken = intake.take(organisation, lines, access.actor(organisation));
        return Response.ok(Taken.of(taken, language))
                .header(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag())
                .build();
    }

    private static Response refused(List<Fault> faults, HttpHeaders headers) {
        Locale language = Problems.language(headers);
        List<FieldError> errors = faults.stream()
                .map(fault -> new FieldError(fault.field(), fault.message(language)))
                .toList();
        return Problems.response(400, "invalid-input", language, errors, Map.of());
    }
}
