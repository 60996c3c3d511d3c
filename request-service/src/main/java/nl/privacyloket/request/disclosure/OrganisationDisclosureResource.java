package nl.privacyloket.request.disclosure;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.kit.paging.Page;
import nl.privacyloket.request.InvalidInput;
import nl.privacyloket.request.SmallBody;
import nl.privacyloket.request.policy.Policy;
import nl.privacyloket.request.policy.PolicyCatalogue;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** An organisation's disclosures to third parties. */
@Path("/organisations/{organisation}/disclosures")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.PRIVACY_OFFICER)
@Tag(name = "Disclosures")
public class OrganisationDisclosureResource {

    private final Disclosures disclosures;
    private final DisclosureFiles files;
    private final DisclosureDetails details;
    private final PolicyCatalogue policies;
    private final StaffAccess staff;
    private final Clock clock;

    OrganisationDisclosureResource(
            Disclosures disclosures,
            DisclosureFiles files,
            DisclosureDetails details,
            PolicyCatalogue policies,
            StaffAccess staff,
            Clock clock) {
        this.disclosures = disclosures;
        this.files = files;
        this.details = details;
        this.policies = policies;
        this.staff = staff;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @SmallBody
    @Operation(
            summary = "Record that data go to a third party",
            description =
                    "The person is always told, by e-mail or else by post. Where the policy asks for consent first,"
                            + " the person is asked, and the data may go only after their consent; otherwise the data are taken to"
                            + " have been given.")
    @APIResponse(responseCode = "201", description = "Recorded: awaiting-consent or disclosed")
    @APIResponse(responseCode = "400", description = "The input is not right; nothing was stored")
    @APIResponse(responseCode = "404", description = "There is no such organisation, or not for this token")
    @APIResponse(
            responseCode = "422",
            description = "The idempotency key was used for another body (idempotency-key-reused)")
    public RestResponse<DisclosureDetail> record(
            @RestPath String organisation,
            @HeaderParam("Idempotency-Key")
                    @Pattern(regexp = "[\\x21-\\x7e]{1,200}")
                    @Parameter(description = "Makes a repetition harmless: the same key and body are recorded once")
                    String idempotencyKey,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Parameter(hidden = true) String language,
            @NotNull @Valid DisclosureBody body) {
        staff.requireOrganisation(organisation);
        String actor = staff.actor(organisation);
        DisclosureFile file = disclosures
                .earlier(organisation, body, actor, idempotencyKey)
                .orElseGet(() -> recordNew(organisation, language, body, actor, idempotencyKey));
        return RestResponse.ResponseBuilder.<DisclosureDetail>created(URI.create("/disclosures/" + file.id()))
                .entity(details.of(file, false))
                .header(HttpHeaders.ETAG, DisclosureDetails.eTag(file))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private DisclosureFile recordNew(
            String organisation, String language, DisclosureBody body, String actor, String idempotencyKey) {
        Optional<Policy> policy = policies.current(organisation, body.scope());
        InvalidInput input = new InvalidInput(language);
        input.require(policy.isPresent(), "scope", "unknown", policies.scopeIds(organisation))
                .refuse();
        DisclosureCheck.require(body, policy.orElseThrow(), clock.instant(), input);
        return disclosures.record(body, policy.orElseThrow(), actor, idempotencyKey);
    }

    @GET
    @Transactional
    @Operation(summary = "Disclosures, newest first, without who they are about")
    @APIResponse(responseCode = "200", description = "A page of disclosures")
    @APIResponse(responseCode = "404", description = "There is no such organisation, or not for this token")
    public Page<DisclosureDetail.Summary> list(
            @RestPath String organisation,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Parameter(hidden = true) String language,
            @QueryParam("state") String state,
            @QueryParam("page") @DefaultValue("0") @Min(0) @Max(Page.LAST_PAGE) int page,
            @QueryParam("size") @DefaultValue(Page.DEFAULT_SIZE) @Min(1) @Max(Page.LARGEST_SIZE) int size) {
        staff.requireOrganisation(organisation);
        Optional<DisclosureState> wanted = state == null ? Optional.empty() : DisclosureState.ofCode(state);
        new InvalidInput(language)
                .require(
                        state == null || wanted.isPresent(),
                        "state",
                        "unknown",
                        Arrays.stream(DisclosureState.values())
                                .map(DisclosureState::code)
                                .toList())
                .refuse();
        var found = files.of(organisation, wanted.orElse(null));
        return new Page<>(
                found.page(page, size).stream()
                        .map(DisclosureDetail.Summary::of)
                        .toList(),
                page,
                size,
                found.count());
    }
}
