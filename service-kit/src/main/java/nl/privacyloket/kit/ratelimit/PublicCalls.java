package nl.privacyloket.kit.ratelimit;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import nl.privacyloket.kit.access.RefusedAccess;
import nl.privacyloket.kit.access.StaffAccess;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Counts each call of an operation open to anyone whose caller shows no valid bearer token. */
public class PublicCalls {
    private static final String COUNTED = PublicCalls.class.getName();
    private static final Set<String> GUESSES =
            Set.of("wrong-token", "wrong-code", "confirmation-locked", "unknown-link");

    private final RateLimits limits;
    private final RateLimitSettings settings;
    private final CurrentVertxRequest current;
    private final StaffAccess staff;
    private final RefusedAccess refused;
    private final Map<Method, Integer> weights = new ConcurrentHashMap<>();

    PublicCalls(
            RateLimits limits,
            RateLimitSettings settings,
            CurrentVertxRequest current,
            StaffAccess staff,
            RefusedAccess refused) {
        this.limits = limits;
        this.settings = settings;
        this.current = current;
        this.staff = staff;
        this.refused = refused;
    }

    /** On the thread of the operation, which may block. */
    @ServerRequestFilter
    public void count(ContainerRequestContext request, ResourceInfo resource) {
        Method method = resource == null ? null : resource.getResourceMethod();
        // Who shows the private token of a person guesses as anybody else does.
        if (method == null || !isOpen(method) || !showsToken(request) && isStaff(request)) {
            return;
        }
        int weight = weights.computeIfAbsent(method, this::weight);
        String caller = CallerAddress.of(current.getCurrent().request().remoteAddress());
        // What others at the same address guess keeps no data system from its work.
        String address = weight == 0 ? "system at " + caller : caller;
        request.setProperty(COUNTED, address);
        limits.requireFrom(address, weight);
    }

    private static boolean isOpen(Method method) {
        return method.isAnnotationPresent(PermitAll.class)
                || method.getDeclaringClass().isAnnotationPresent(PermitAll.class)
                        && !method.isAnnotationPresent(RolesAllowed.class);
    }

    private int weight(Method method) {
        if (method.isAnnotationPresent(ForSystems.class)
                || method.getDeclaringClass().isAnnotationPresent(ForSystems.class)) {
            return 0;
        }
        return method.isAnnotationPresent(HeavyCall.class)
                ? settings.perAddress().heavyCountsAs()
                : 1;
    }

    private boolean isStaff(ContainerRequestContext request) {
        if (request.getHeaderString(HttpHeaders.AUTHORIZATION) == null) {
            return false;
        }
        try {
            return staff.isStaff();
        } catch (RuntimeException e) {
            // A token that is not valid is none.
            return false;
        }
    }

    /** @return null when nothing is to be counted */
    @ServerResponseFilter
    public Uni<Void> countGuess(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(request.getProperty(COUNTED) instanceof String address) || !isGuess(request, response.getStatus())) {
            return null;
        }
        return Uni.createFrom()
                .voidItem()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(() -> limits.chargeGuess(address))
                .onFailure()
                .recoverWithNull();
    }

    @ServerResponseFilter
    public void giveBack(ContainerResponseContext response) {
        if (response.getStatus() == Response.Status.SERVICE_UNAVAILABLE.getStatusCode()) {
            limits.giveBack();
        }
    }

    /** A token for something that does not exist counts as one that is wrong: nobody can tell the two apart by it. */
    private boolean isGuess(ContainerRequestContext request, int status) {
        boolean said = refused.noted()
                .filter(noted -> GUESSES.contains(noted.outcome()))
                .isPresent();
        return said || status == 404 && showsToken(request);
    }

    private static boolean showsToken(ContainerRequestContext request) {
        return request.getHeaders().keySet().stream()
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).endsWith("-token"));
    }
}
