package nl.privacyloket.kit.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * What every answer tells a browser, also of an error or of a path that does not exist: this is no page, nothing may frame it, load
 * it elsewhere, guess its type or keep it. An answer that says otherwise itself, as the pages of persons do, is left as it is.
 */
@ApplicationScoped
public class SecurityHeaders {
    static final int BEFORE_ALL_OTHERS = 10_000;
    private static final String ONE_YEAR = "max-age=31536000";

    void install(@Observes Filters filters) {
        filters.register(this::answer, BEFORE_ALL_OTHERS);
    }

    private void answer(RoutingContext context) {
        context.addHeadersEndHandler(sent -> protect(context));
        context.next();
    }

    /** Also for what is refused before the filters. */
    static void protect(RoutingContext context) {
        MultiMap headers = context.response().headers();
        unlessSaid(headers, "X-Content-Type-Options", "nosniff");
        unlessSaid(headers, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        unlessSaid(headers, "Referrer-Policy", "no-referrer");
        unlessSaid(headers, "Cross-Origin-Resource-Policy", "same-origin");
        unlessSaid(headers, "Cache-Control", "no-store");
        // Over plain HTTP browsers pass it over; behind a proxy it is the scheme that a trusted one forwards.
        if ("https".equals(context.request().scheme())) {
            unlessSaid(headers, "Strict-Transport-Security", ONE_YEAR);
        }
    }

    private static void unlessSaid(MultiMap headers, String name, String value) {
        if (!headers.contains(name)) {
            headers.set(name, value);
        }
    }
}
