package nl.privacyloket.request.policy;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import nl.privacyloket.kit.paging.Page;
import nl.privacyloket.kit.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Organisations and what they have promised. */
@Path("/organisations")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Organisations")
public class OrganisationResource {

    private final PolicyCatalogue policies;

    OrganisationResource(PolicyCatalogue policies) {
        this.policies = policies;
    }

    @GET
    @Operation(summary = "Organisations that take requests here, by id")
    public Page<OrganisationView> list(
            @QueryParam("page") @DefaultValue("0") @Min(0) @Max(Page.LAST_PAGE) int page,
            @QueryParam("size") @DefaultValue(Page.DEFAULT_SIZE) @Min(1) @Max(Page.LARGEST_SIZE) int size) {
        List<String> all = policies.organisations();
        List<OrganisationView> items = all.stream()
                .skip((long) page * size)
                .limit(size)
                .map(organisation -> OrganisationView.of(policies.scopes(organisation)))
                .toList();
        return new Page<>(items, page, size, all.size());
    }

    @GET
    @Path("/{organisation}")
    @Operation(summary = "One organisation, by its current policy")
    @APIResponse(responseCode = "200", description = "The organisation")
    @APIResponse(responseCode = "404", description = "There is no such organisation (unknown-organisation)")
    public OrganisationView get(@RestPath String organisation) {
        return OrganisationView.of(policies.scopes(organisation));
    }

    @GET
    @Path("/{organisation}/policies")
    @Operation(summary = "Published versions of its policy, newest first")
    @APIResponse(responseCode = "200", description = "A page of them")
    @APIResponse(responseCode = "404", description = "There is no such organisation (unknown-organisation)")
    public Page<PolicySummary> versions(
            @RestPath String organisation,
            @QueryParam("page") @DefaultValue("0") @Min(0) @Max(Page.LAST_PAGE) int page,
            @QueryParam("size") @DefaultValue(Page.DEFAULT_SIZE) @Min(1) @Max(Page.LARGEST_SIZE) int size) {
        return policies.versions(organisation, page, size);
    }

    @GET
    @Path("/{organisation}/policies/current")
    @Operation(summary = "The policy that holds today")
    @APIResponse(responseCode = "200", description = "The policy; ETag is its version")
    @APIResponse(
            responseCode = "404",
            description = "There is no such organisation (unknown-organisation) or scope (unknown-scope)")
    public RestResponse<Policy> current(
            @RestPath String organisation,
            @QueryParam("scope") @Parameter(description = "Id of the scope; the organisation's first when left out")
                    String scope) {
        return answer(policies.current(organisation, scope)
                .orElseThrow(() -> new ProblemException(
                        404, "unknown-scope", Map.of("allowed", policies.scopeIds(organisation)))));
    }

    @GET
    @Path("/{organisation}/policies/{version:\\d{1,9}}")
    @Operation(summary = "One published version of the policy; it never changes")
    @APIResponse(responseCode = "200", description = "The policy; ETag is its version")
    @APIResponse(
            responseCode = "404",
            description = "There is no such organisation (unknown-organisation) or version (unknown-policy-version)")
    public RestResponse<Policy> version(@RestPath String organisation, @RestPath int version) {
        policies.current(organisation);
        return answer(policies.version(organisation, version));
    }

    private static RestResponse<Policy> answer(Policy policy) {
        return RestResponse.ResponseBuilder.ok(policy)
                .header(HttpHeaders.ETAG, "\"" + policy.version() + "\"")
                .build();
    }
}
