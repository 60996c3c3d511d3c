package nl.privacyloket.kit.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.inject.Singleton;
import java.util.List;

/** Keeps the query of an address out of the traces: it can hold by what a person is known. */
@Singleton
public class QueryRedaction implements SpanProcessor {
    private static final AttributeKey<String> QUERY = AttributeKey.stringKey("url.query");
    private static final List<AttributeKey<String>> ADDRESSES =
            List.of(AttributeKey.stringKey("url.full"), AttributeKey.stringKey("http.target"));
    private static final String REDACTED = "redacted";

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        if (span.getAttribute(QUERY) != null) {
            span.setAttribute(QUERY, REDACTED);
        }
        for (var name : ADDRESSES) {
            var address = span.getAttribute(name);
            if (address != null && address.indexOf('?') >= 0) {
                span.setAttribute(name, address.substring(0, address.indexOf('?') + 1) + REDACTED);
            }
        }
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        // Nothing is added to an address at the end.
    }

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
