package nl.privacyloket.request.access;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.kit.problem.Problems;
import nl.privacyloket.request.state.IllegalStepException;
import nl.privacyloket.request.state.Step;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** A step that cannot be taken is a conflict; the answer names what the caller can do instead. */
@Singleton
class IllegalStepMapper {

    private final StaffAccess staff;

    IllegalStepMapper(StaffAccess staff) {
        this.staff = staff;
    }

    @ServerExceptionMapper
    Response conflict(IllegalStepException e, @Context HttpHeaders headers) {
        // The private token counts before the bearer token, as it does for access.
        boolean person = headers.getHeaderString(RequestAccess.STATUS_TOKEN) != null || !staff.isStaff();
        boolean officer = !person && staff.hasRole(Roles.PRIVACY_OFFICER);
        List<String> allowed = e.status().allowed(person ? Step.Taker.PERSON : Step.Taker.STAFF).stream()
                .filter(step -> person || officer || !step.isForOfficer())
                .map(Step::code)
                .toList();
        return Problems.response(
                409,
                "illegal-step",
                Problems.language(headers),
                List.of(),
                Map.of("requestStatus", e.status().code(), "step", e.step().code(), "allowed", allowed));
    }
}
