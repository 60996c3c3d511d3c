package nl.privacyloket.request.access;

import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import nl.privacyloket.kit.problem.Problems;
import nl.privacyloket.request.state.IllegalStepException;
import nl.privacyloket.request.state.Step;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** A step that cannot be taken is a conflict; the answer names what can be done. */
class IllegalStepMapper {

    @ServerExceptionMapper
    Response conflict(IllegalStepException e, @Context HttpHeaders headers) {
        List<String> allowed = e.status().allowed().stream().map(Step::code).toList();
        return Problems.response(
                409,
                "illegal-step",
                Problems.language(headers),
                List.of(),
                Map.of("status", e.status().code(), "step", e.step().code(), "allowed", allowed));
    }
}
