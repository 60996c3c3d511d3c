package nl.privacyloket.notification.unsubscribe;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.Test;

class TokenRedactionTest {

    private static Attributes attributes(String path) {
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                .addSpanProcessor(new TokenRedaction())
                .build()) {
            ReadableSpan span = (ReadableSpan) provider.get("test")
                    .spanBuilder("POST")
                    .setAttribute("url.path", path)
                    .setAttribute("url.full", "https://mail.example.org" + path + "?all=true")
                    .setAttribute("http.target", path)
                    .startSpan();
            return span.toSpanData().getAttributes();
        }
    }

    @Test
    void noTokenStandsInASpan() {
        Attributes attributes = attributes("/unsubscribe/Cjx75mTy.AAAA");

        assertThat(attributes.get(AttributeKey.stringKey("url.path"))).isEqualTo("/unsubscribe/redacted");
        assertThat(attributes.get(AttributeKey.stringKey("http.target"))).isEqualTo("/unsubscribe/redacted");
        assertThat(attributes.get(AttributeKey.stringKey("url.full")))
                .isEqualTo("https://mail.example.org/unsubscribe/redacted");
    }

    @Test
    void otherAddressesStayAsTheyAre() {
        assertThat(attributes("/organisations/prifora/messages").get(AttributeKey.stringKey("url.path")))
                .isEqualTo("/organisations/prifora/messages");
    }
}
