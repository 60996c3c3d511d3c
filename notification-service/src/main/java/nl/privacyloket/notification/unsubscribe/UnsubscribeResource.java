package nl.privacyloket.notification.unsubscribe;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.privacyloket.kit.access.RefusedAccess;
import nl.privacyloket.kit.messaging.JtaTransactions;
import nl.privacyloket.kit.problem.Problems;
import nl.privacyloket.notification.letter.Language;
import nl.privacyloket.notification.organisation.Organisation;
import nl.privacyloket.notification.organisation.OrganisationRegister;
import nl.privacyloket.notification.subscriber.Subscriber;
import nl.privacyloket.notification.subscriber.Subscribers;
import nl.privacyloket.notification.subscriber.Subscriptions;
import nl.privacyloket.notification.unsubscribe.UnsubscribeLinks.Target;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/**
 * Where the link in an announcement leads. Looking changes nothing, because mail programs, scanners and previews look at
 * every link; only a POST acts (RFC 8058), be it of the mail program or of the button on the page.
 */
@Path("/unsubscribe/{token}")
@PermitAll
@Tag(name = "Unsubscribe")
public class UnsubscribeResource {
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    /** What the second button of the page sends. */
    private static final String ALL = "all=true";

    private final UnsubscribeLinks links;
    private final Subscribers subscribers;
    private final Subscriptions subscriptions;
    private final OrganisationRegister organisations;
    private final JtaTransactions transactions;
    private final RefusedAccess refused;
    private final Clock clock;

    UnsubscribeResource(
            UnsubscribeLinks links,
            Subscribers subscribers,
            Subscriptions subscriptions,
            OrganisationRegister organisations,
            JtaTransactions transactions,
            RefusedAccess refused,
            Clock clock) {
        this.refused = refused;
        this.links = links;
        this.subscribers = subscribers;
        this.subscriptions = subscriptions;
        this.organisations = organisations;
        this.transactions = transactions;
        this.clock = clock;
    }

    private interface Step {
        Optional<Subscriber> on(Connection connection, Target target) throws SQLException;
    }

    /** What the link would end, and a button. */
    @GET
    @Operation(
            summary = "The page behind the link in a mail; looking changes nothing",
            description = "In the language of the mail. No token of a caller is needed: the link is the authority.")
    @APIResponse(responseCode = "200", description = "The page", content = @Content(mediaType = MediaType.TEXT_HTML))
    @APIResponse(
            responseCode = "404",
            description = "The link was not made here, or what it names is gone",
            content = @Content(mediaType = MediaType.TEXT_HTML))
    public Response look(@RestPath String token, @Context HttpHeaders headers) throws Exception {
        return page(token, headers, (connection, target) -> subscribers.find(connection, target.subscriber()));
    }

    /** What mail programs and the page send. */
    @Schema(
            name = "OneClick",
            type = SchemaType.OBJECT,
            description =
                    "What mail programs send (`List-Unsubscribe=One-Click`, RFC 8058), or the page: with `all=true`"
                            + " everything ends that announcements send to the mailbox. It may be left out.",
            additionalProperties = Schema.True.class)
    private interface OneClick {}

    /**
     * Ends the purpose of the link.
     *
     * @param body as mail programs send it, {@code List-Unsubscribe=One-Click}, in whichever form; {@code all=true} ends all
     */
    @POST
    @Operation(
            summary = "End what the link names (RFC 8058 one-click)",
            description = "At once, also for what an announcement under way has not sent yet; again does no harm. With"
                    + " all=true in the form everything ends that is sent to the mailbox by announcements.")
    @RequestBody(
            description = "The form, in whichever of its media types",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_FORM_URLENCODED,
                        schema = @Schema(implementation = OneClick.class)),
                @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(implementation = OneClick.class))
            })
    @APIResponse(
            responseCode = "200",
            description = "It has ended",
            content = @Content(mediaType = MediaType.TEXT_HTML))
    @APIResponse(
            responseCode = "404",
            description = "The link was not made here, or what it names is gone",
            content = @Content(mediaType = MediaType.TEXT_HTML))
    public Response end(@RestPath String token, byte[] body, @Context HttpHeaders headers) throws Exception {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        boolean all = body != null
                && Arrays.asList(new String(body, StandardCharsets.UTF_8).split("&"))
                        .contains(ALL);
        return page(
                token,
                headers,
                (connection, target) ->
                        subscriptions.endByLink(connection, target.subscriber(), all ? null : target.purpose(), now));
    }

    private Response page(String token, HttpHeaders headers, Step step) throws Exception {
        Optional<Target> target = links.open(token);
        Optional<UnsubscribePage> page = target.isEmpty()
                ? Optional.empty()
                : transactions.inTransaction(connection -> {
                    Optional<Subscriber> subscriber = step.on(connection, target.get());
                    if (subscriber.isEmpty()) {
                        return Optional.empty();
                    }
                    List<Organisation> policies = organisations.allInForce(
                            connection, subscriber.get().organisation(), clock.instant());
                    Set<String> sent = subscribers.atSameAddress(connection, subscriber.get());
                    return Optional.of(UnsubscribePage.of(
                            subscriber.get(), sent, target.get().purpose(), policies));
                });
        if (page.isEmpty()) {
            refused.ofEndpoint("unknown-link");
        }
        Language language = Language.of(Problems.language(headers).getLanguage(), List.of());
        return Response.status(page.isPresent() ? 200 : 404)
                .entity(page.orElseGet(() -> UnsubscribePage.gone(language)).html())
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Robots-Tag", "noindex, nofollow")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }
}
