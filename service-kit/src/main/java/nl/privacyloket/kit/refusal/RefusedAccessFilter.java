package nl.privacyloket.kit.refusal;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MultivaluedMap;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Set;
import nl.privacyloket.kit.access.RefusedAccess;
import nl.privacyloket.kit.access.RefusedAccess.Noted;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.kit.problem.Problem;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Sees to it that every refused call is in the audit log: without a valid token, without the role, for what belongs to others or
 * is not there, and what a resource says itself. The answer goes out when that is noted.
 */
public class RefusedAccessFilter {
    private static final Logger LOG = Logger.getLogger(RefusedAccessFilter.class);
    private static final Set<String> BY_STATUS = Set.of("unauthenticated", "forbidden", "not-found");
    private static final String NOBODYS = "-";

    private final RefusedAccess refused;
    private final RefusalLogs logs;
    private final StaffAccess staff;

    RefusedAccessFilter(RefusedAccess refused, RefusalLogs logs, StaffAccess staff) {
        this.refused = refused;
        this.logs = logs;
        this.staff = staff;
    }

    /** @return null when there is nothing to wait for */
    @ServerResponseFilter
    public Uni<Void> note(ContainerRequestContext request, ContainerResponseContext response, ResourceInfo resource) {
        if (response.getStatus() < 400 || resource == null || resource.getResourceMethod() == null) {
            return null;
        }
        Noted noted = refused.noted().orElseGet(() -> byStatus(request, response));
        if (noted == null) {
            return null;
        }
        MultivaluedMap<String, String> path = request.getUriInfo().getPathParameters();
        Call call = new Call(
                endpoint(request.getMethod(), resource), path.getFirst("organisation"), path.getFirst("system"));
        return Uni.createFrom()
                .voidItem()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(() -> note(noted, call))
                .onFailure()
                .recoverWithNull();
    }

    /**
     * What was called.
     *
     * @param endpoint as documented
     * @param organisation that the path names, or null
     * @param system data system that the path names, or null
     */
    private record Call(String endpoint, String organisation, String system) {}

    /** Whatever goes wrong here, the caller gets the answer that it was to get. On a thread that may block. */
    private void note(Noted noted, Call call) {
        try {
            if (isKnown(noted)) {
                String asked = noted.organisation() == null ? call.organisation() : noted.organisation();
                String own = logs.ownOrganisation(asked, call.system());
                logs.noteOfCaller(ofCaller(noted, call, own), call.system());
            } else {
                String whose = noted.organisation() == null ? NOBODYS : noted.organisation();
                logs.note(refusal(noted, call, whose));
            }
        } catch (RuntimeException e) {
            LOG.warnf("refused call is not noted fault=%s", e.getClass().getSimpleName());
        }
    }

    /** A status that says by itself that access was refused; null otherwise. */
    private static Noted byStatus(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(response.getEntity() instanceof Problem problem)) {
            return null;
        }
        String code = problem.type().substring(Problem.TYPE_PREFIX.length());
        if (!BY_STATUS.contains(code)) {
            return null;
        }
        if (code.equals("not-found")) {
            // That something public is not there refuses nobody anything.
            boolean showedSomething = request.getHeaders().keySet().stream()
                    .anyMatch(name -> name.equalsIgnoreCase("Authorization")
                            || name.toLowerCase(Locale.ROOT).endsWith("-token"));
            if (!showedSomething) {
                return null;
            }
        }
        return new Noted(code, null, null, null, null);
    }

    private static Refusal ofCaller(Noted noted, Call call, String own) {
        if (noted.organisation() != null && !noted.organisation().equals(own)) {
            // What belongs to others is not for the log of those whom the caller works for.
            return new Refusal(own, Refusal.ANONYMOUS, noted.outcome(), Refusal.ENDPOINT, call.endpoint(), null);
        }
        return refusal(noted, call, own);
    }

    private static Refusal refusal(Noted noted, Call call, String organisation) {
        String objectType = noted.objectType() == null ? Refusal.ENDPOINT : noted.objectType();
        String objectId = noted.objectId() == null ? call.endpoint() : noted.objectId();
        return new Refusal(organisation, Refusal.ANONYMOUS, noted.outcome(), objectType, objectId, noted.requestId());
    }

    private boolean isKnown(Noted noted) {
        if (noted.outcome().equals("unauthenticated")) {
            return false;
        }
        try {
            return staff.isStaff();
        } catch (RuntimeException e) {
            // A token that is not valid says nothing about who sent it.
            return false;
        }
    }

    /** Method and path as documented: nothing that the caller chose. */
    private static String endpoint(String method, ResourceInfo resource) {
        Method handler = resource.getResourceMethod();
        String path =
                path(resource.getResourceClass().getAnnotation(Path.class)) + path(handler.getAnnotation(Path.class));
        return (method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method) + " " + path;
    }

    private static String path(Path path) {
        if (path == null || path.value().equals("/")) {
            return "";
        }
        String value = path.value().replaceAll("\\{(\\w+):[^}]*}?}", "{$1}");
        return value.startsWith("/") ? value : "/" + value;
    }
}
