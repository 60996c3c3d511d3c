package nl.privacyloket.messaging.trace;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A place in a trace as text (W3C trace context, {@code traceparent}), so that it can wait in a table or travel in a
 * header. Nothing else of a trace is carried: neither state nor baggage, which anybody could fill.
 */
public final class TraceContext {
    /** The header. */
    public static final String NAME = "traceparent";

    private static final TextMapGetter<String> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String carrier) {
            return List.of(NAME);
        }

        @Override
        public String get(String carrier, String key) {
            return NAME.equals(key) ? carrier : null;
        }
    };

    private TraceContext() {}

    /** The running place, or null when nothing is traced. */
    public static String current() {
        return of(Context.current());
    }

    /** The place of a context, or null when nothing is traced in it. */
    public static String of(Context context) {
        Map<String, String> carrier = new HashMap<>();
        W3CTraceContextPropagator.getInstance().inject(context, carrier, Map::put);
        return carrier.get(NAME);
    }

    /** The context in which what is done follows from that place; without one it begins a trace of its own. */
    public static Context after(String traceparent) {
        return W3CTraceContextPropagator.getInstance()
                .extract(Context.root(), traceparent == null ? "" : traceparent, GETTER);
    }
}
