package nl.privacyloket.kit.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.Test;

class QueryRedactionTest {

    @Test
    void keepsTheQueryOfAnAddressOutOfTheSpan() {
        try (var provider = SdkTracerProvider.builder()
                .addSpanProcessor(new QueryRedaction())
                .build()) {
            var span = (ReadableSpan) provider.get("test")
                    .spanBuilder("GET")
                    .setAttribute("url.path", "/organisations/org/holdings")
                    .setAttribute("url.query", "identifierValue=C-1042")
                    .setAttribute("http.target", "/organisations/org/holdings?identifierValue=C-1042")
                    .startSpan();

            var attributes = span.toSpanData().getAttributes();

            assertThat(attributes.get(AttributeKey.stringKey("url.path"))).isEqualTo("/organisations/org/holdings");
            assertThat(attributes.get(AttributeKey.stringKey("url.query"))).isEqualTo("redacted");
            assertThat(attributes.get(AttributeKey.stringKey("http.target")))
                    .isEqualTo("/organisations/org/holdings?redacted");
        }
    }
}
