package nl.privacyloket.request.status;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.kit.paging.Page;
import nl.privacyloket.request.InvalidInput;
import nl.privacyloket.request.law.Right;
import nl.privacyloket.request.policy.PolicyCatalogue;
import nl.privacyloket.request.state.RequestStatus;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** The organisation's requests, for those who handle them. */
@Path("/organisations/{organisation}/requests")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.CASE_HANDLER, Roles.PRIVACY_OFFICER})
@Tag(name = "Casework")
public class RequestListResource {

    private final RequestList requests;
    private final PolicyCatalogue policies;
    private final StaffAccess access;

    RequestListResource(RequestList requests, PolicyCatalogue policies, StaffAccess access) {
        this.requests = requests;
        this.policies = policies;
        this.access = access;
    }

    @GET
    @Transactional
    @Operation(summary = "Requests of the organisation, the most urgent first")
    @APIResponse(responseCode = "200", description = "A page of requests, without personal data")
    @APIResponse(responseCode = "400", description = "A filter is not right")
    @APIResponse(responseCode = "404", description = "No such organisation, or not for the bearer of this token")
    public Page<RequestSummary> list(
            @RestPath String organisation,
            @QueryParam("status") @Size(max = 40) @Parameter(description = "Where it stands") String status,
            @QueryParam("right") @Size(max = 40) @Parameter(description = "What is invoked") String right,
            @QueryParam("dueBefore") @Size(max = 10) @Parameter(description = "Operative date earlier than this")
                    String dueBefore,
            @QueryParam("overdue") @Pattern(regexp = "true|false") String overdue,
            @QueryParam("reference")
                    @Pattern(regexp = "[A-Za-z0-9-]{1,60}")
                    @Parameter(description = "The whole reference")
                    String reference,
            @QueryParam("page") @DefaultValue("0") @Min(0) @Max(Page.LAST_PAGE) int page,
            @QueryParam("size") @DefaultValue(Page.DEFAULT_SIZE) @Min(1) @Max(Page.LARGEST_SIZE) int size,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Parameter(hidden = true) String language) {
        access.requireOrganisation(organisation);
        LocalDate today = policies.today(policies.current(organisation));
        InvalidInput input = new InvalidInput(language);
        LocalDate before = date(dueBefore, input);
        input.require(status == null || RequestStatus.ofCode(status).isPresent(), "status", "unknown", statuses());
        input.require(right == null || Right.ofCode(right).isPresent(), "right", "unknown", rights());
        input.refuse();
        RequestList.Filter filter = new RequestList.Filter(
                status == null ? null : RequestStatus.ofCode(status).orElseThrow(),
                right == null ? null : Right.ofCode(right).orElseThrow(),
                before,
                overdue == null ? null : Boolean.valueOf(overdue),
                reference);
        return requests.find(organisation, filter, today, page, size);
    }

    private static LocalDate date(String text, InvalidInput input) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            input.require(false, "dueBefore", "not-a-date");
            return null;
        }
    }

    private static List<String> statuses() {
        return Arrays.stream(RequestStatus.values()).map(RequestStatus::code).toList();
    }

    private static List<String> rights() {
        return Arrays.stream(Right.values()).map(Right::code).toList();
    }
}
