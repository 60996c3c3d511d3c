package nl.privacyloket.request.intake;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.kit.ratelimit.HeavyCall;
import nl.privacyloket.request.InvalidInput;
import nl.privacyloket.request.SmallBody;
import nl.privacyloket.request.policy.Policy;
import nl.privacyloket.request.policy.PolicyCatalogue;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Requests coming in. */
@Path("/organisations/{organisation}/requests")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Requests")
public class IntakeResource {

    private final Intake intake;
    private final PolicyCatalogue policies;
    private final IdempotencyKeys keys;
    private final StaffAccess access;
    private final Clock clock;

    IntakeResource(Intake intake, PolicyCatalogue policies, IdempotencyKeys keys, StaffAccess access, Clock clock) {
        this.intake = intake;
        this.policies = policies;
        this.keys = keys;
        this.access = access;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @PermitAll
    @SecurityRequirement(
            name = "bearer",
            scopes = {Roles.CASE_HANDLER, Roles.PRIVACY_OFFICER})
    @SmallBody
    @HeavyCall
    @Operation(
            summary = "Make a request",
            description = "Anyone, for themselves or for whom they represent. Staff of the organisation (case-handler,"
                    + " privacy-officer) also name the channel and the real time of receipt.")
    @APIResponse(responseCode = "201", description = "Taken in; by web or e-mail a confirmation mail follows")
    @APIResponse(responseCode = "400", description = "The input is not right; nothing was stored")
    @APIResponse(
            responseCode = "404",
            description = "There is no such organisation (unknown-organisation), or not for this token (not-found)")
    @APIResponse(responseCode = "403", description = "The token has no role that takes requests for others (forbidden)")
    @APIResponse(responseCode = "413", description = "More than 64 KiB")
    @APIResponse(
            responseCode = "422",
            description = "The idempotency key was used for another body (idempotency-key-reused)")
    @APIResponse(
            responseCode = "429",
            description =
                    "Too many calls came from this address, or named one of the e-mail addresses (too-many-calls)")
    public RestResponse<IntakeAnswer> take(
            @RestPath String organisation,
            @HeaderParam("Idempotency-Key")
                    @Pattern(regexp = "[\\x21-\\x7e]{1,200}")
                    @Parameter(description = "Makes a repetition harmless: the same key and body get the same answer")
                    String idempotencyKey,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Parameter(hidden = true) String language,
            @NotNull @Valid IntakeBody body) {
        Policy current = policy(organisation, body.scope(), language);
        boolean staff = isStaffOf(organisation);
        // A letter is taken under what was promised when it came in.
        Policy policy = staff && body.receivedAt() != null
                ? policies.at(current, IntakeCheck.receivedAt(body, clock))
                : current;
        IntakeCheck.require(body, policy, staff, clock, new InvalidInput(language));
        String actor = staff ? access.actor(organisation) : "subject";
        IdempotencyKeys.Claim claim =
                idempotencyKey == null ? null : keys.claim(organisation, actor, idempotencyKey, body);
        IntakeAnswer answer = intake.take(body, policy, actor, claim);
        return RestResponse.ResponseBuilder.<IntakeAnswer>created(URI.create("/requests/" + answer.id()))
                .entity(answer)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private Policy policy(String organisation, String scope, String language) {
        Optional<Policy> policy = policies.current(organisation, scope);
        if (policy.isEmpty()) {
            new InvalidInput(language)
                    .require(false, "scope", "unknown", policies.scopeIds(organisation))
                    .refuse();
        }
        return policy.orElseThrow();
    }

    /** A token that cannot be used here is refused rather than passed over: its bearer would think it counted. */
    private boolean isStaffOf(String organisation) {
        if (!access.isStaff()) {
            return false;
        }
        access.requireOrganisation(organisation);
        if (!access.hasRole(Roles.CASE_HANDLER) && !access.hasRole(Roles.PRIVACY_OFFICER)) {
            throw new ProblemException(403, "forbidden");
        }
        return true;
    }
}
