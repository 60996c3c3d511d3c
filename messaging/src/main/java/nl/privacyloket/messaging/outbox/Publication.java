package nl.privacyloket.messaging.outbox;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import nl.privacyloket.messaging.trace.TraceContext;
import org.apache.kafka.clients.producer.Callback;

/**
 * The span of one event's way from the outbox to Kafka: it follows from what appended the event, and consumers follow
 * from it, so that what an event waits in the outbox is to be seen in its trace. An event that belongs to no trace begins
 * none.
 */
final class Publication {
    private final Span span;
    private final String traceparent;

    private Publication(Span span, String traceparent) {
        this.span = span;
        this.traceparent = traceparent;
    }

    static Publication of(OutboxRow row) {
        if (row.traceparent() == null) {
            return new Publication(Span.getInvalid(), null);
        }
        Context cause = TraceContext.after(row.traceparent());
        Span span = GlobalOpenTelemetry.getTracer("nl.privacyloket.messaging")
                .spanBuilder(row.type() + " publish")
                .setParent(cause)
                .setSpanKind(SpanKind.PRODUCER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", row.topic())
                .setAttribute("cloudevents.event_id", row.eventId())
                .startSpan();
        return new Publication(span, TraceContext.of(cause.with(span)));
    }

    /** What consumers follow from; null when the event belongs to no trace. */
    String traceparent() {
        return traceparent;
    }

    /** Ends the span with Kafka's answer. */
    Callback ended() {
        return (metadata, failure) -> {
            if (failure != null) {
                span.setStatus(StatusCode.ERROR, failure.getClass().getSimpleName());
            }
            span.end();
        };
    }
}
