package nl.privacyloket.request.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.kit.problem.ProblemTexts;
import nl.privacyloket.request.SmallBody;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** A privacy officer changes what the organisation promises from now on. */
@Path("/organisations/{organisation}/policy")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.PRIVACY_OFFICER)
@Tag(name = "Organisations")
public class PolicyResource {

    private static final String YAML = "application/yaml";

    @Schema(
            name = "PolicyDocument",
            type = SchemaType.OBJECT,
            description =
                    "A policy as `policy.schema.json` among the contracts describes it. Its `version` may be left out,"
                            + " and `announcement` may stand beside the other members.",
            additionalProperties = Schema.True.class)
    private interface Document {}

    private final PolicyDrafts drafts;
    private final PolicyPublication publication;
    private final PolicyCatalogue policies;
    private final StaffAccess staff;

    PolicyResource(PolicyDrafts drafts, PolicyPublication publication, PolicyCatalogue policies, StaffAccess staff) {
        this.drafts = drafts;
        this.publication = publication;
        this.policies = policies;
        this.staff = staff;
    }

    @PUT
    @Consumes({MediaType.APPLICATION_JSON, YAML, "application/x-yaml"})
    @SmallBody
    @Transactional(rollbackOn = Exception.class)
    @Operation(
            summary = "Publish the next version of the policy",
            description =
                    "The document as GET …/policies/current gives it, in JSON or YAML. Its version is the one after"
                            + " the latest, or is left out and given here. It holds from validFrom, today at the earliest; requests"
                            + " that were made before keep the version that they were made under. A scope.id that is new adds a"
                            + " scope. Beside the members of a policy there may be announcement: {nl: {subject, text}, en:"
                            + " {subject, text}}, which is mailed to those who asked to hear of changes.")
    @RequestBody(
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Document.class)),
                @Content(mediaType = YAML, schema = @Schema(implementation = Document.class))
            })
    @APIResponse(responseCode = "201", description = "Published; Location is the version")
    @APIResponse(
            responseCode = "400",
            description =
                    "One error for each member at fault (invalid-input), or no YAML (malformed-yaml); nothing was published")
    @APIResponse(
            responseCode = "404",
            description = "There is no such organisation (unknown-organisation), or not for this token (not-found)")
    @APIResponse(
            responseCode = "409",
            description = "The version is not the one after the latest (policy-version-taken)")
    @APIResponse(responseCode = "412", description = "If-Match is not the latest version (policy-changed-meanwhile)")
    public RestResponse<Policy> publish(
            @RestPath String organisation,
            @HeaderParam(HttpHeaders.IF_MATCH) @Parameter(description = "The latest version, in quotes") String ifMatch,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Parameter(hidden = true) String language,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) String contentType,
            byte[] document)
            throws JsonProcessingException {
        staff.requireOrganisation(organisation);
        int latest = policies.latest(organisation);
        if (latest == 0) {
            throw new ProblemException(404, "unknown-organisation");
        }
        if (ifMatch != null && !ifMatch.equals("*") && !ifMatch.equals("\"" + latest + "\"")) {
            throw new ProblemException(412, "policy-changed-meanwhile");
        }
        PolicyDrafts.Draft draft = drafts.read(
                organisation,
                new String(document, StandardCharsets.UTF_8),
                contentType != null && contentType.contains("yaml"),
                latest + 1,
                ProblemTexts.language(language));
        publication.publishNext(draft.policy(), draft.announcement(), staff.actor(organisation));
        int version = draft.policy().version();
        return RestResponse.ResponseBuilder.<Policy>created(
                        URI.create("/organisations/" + organisation + "/policies/" + version))
                .entity(draft.policy())
                .header(HttpHeaders.ETAG, "\"" + version + "\"")
                .build();
    }
}
