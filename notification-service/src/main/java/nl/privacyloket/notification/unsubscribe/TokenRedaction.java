package nl.privacyloket.notification.unsubscribe;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.inject.Singleton;
import java.util.List;

/** Keeps the tokens of links out of the traces: whoever reads one there could end the subscription. */
@Singleton
public class TokenRedaction implements SpanProcessor {
    private static final List<AttributeKey<String>> ADDRESSES = List.of(
            AttributeKey.stringKey("url.path"),
            AttributeKey.stringKey("url.full"),
            AttributeKey.stringKey("http.target"));
    private static final String PAGE = "/unsubscribe/";

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        for (AttributeKey<String> name : ADDRESSES) {
            String address = span.getAttribute(name);
            if (address != null && address.contains(PAGE)) {
                span.setAttribute(name, address.substring(0, address.indexOf(PAGE) + PAGE.length()) + "redacted");
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
