package nl.privacyloket.request.access;

import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import nl.privacyloket.kit.problem.Problems;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Tells the caller of a refusal that was noted. */
class NotedRefusalMapper {

    @ServerExceptionMapper
    Response refusal(NotedRefusalException e, @Context HttpHeaders headers) {
        Response.ResponseBuilder response = Response.fromResponse(
                Problems.response(e.status(), e.code(), Problems.language(headers), List.of(), e.members()));
        // A header that every answer of this status has is replaced.
        e.headers().forEach((name, value) -> response.header(name, null).header(name, value));
        return response.build();
    }
}
