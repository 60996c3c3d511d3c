package nl.privacyloket.faults.inject;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OtherVersionsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RECEIVED = "nl.privacyloket.request.received.v1";
    private static final byte[] TODAY =
            "{\"requestId\":\"r\",\"subjectHashes\":[\"h\"]}".getBytes(StandardCharsets.UTF_8);

    private final OtherVersions versions = new OtherVersions();

    @Test
    void theFirstIsAnEarlierVersionAndTheNextALaterOne() throws IOException {
        OtherVersions.Rewritten first = versions.of("1", RECEIVED, TODAY);
        versions.written(first, 1);
        OtherVersions.Rewritten second = versions.of("2", RECEIVED, TODAY);
        versions.written(second, 1);

        assertThat(JSON.readTree(first.data())).isEqualTo(JSON.readTree("{\"requestId\":\"r\"}"));
        assertThat(JSON.readTree(second.data()))
                .isEqualTo(JSON.readTree(
                        "{\"requestId\":\"r\",\"subjectHashes\":[\"h\"],\"fromALaterVersion\":{\"value\":true}}"));
        assertThat(versions.earlier()).isEqualTo(1);
        assertThat(versions.later()).isEqualTo(1);
    }

    @Test
    void anEventThatNeverHadLessIsWrittenAsALaterVersion() throws IOException {
        versions.written(versions.of("1", "nl.privacyloket.request.withdrawn.v1", TODAY), 1);

        assertThat(versions.earlier()).isZero();
        assertThat(versions.later()).isEqualTo(1);
    }

    @Test
    void aRowThatHadGoneDoesNotCount() throws IOException {
        versions.written(versions.of("1", RECEIVED, TODAY), 0);

        assertThat(versions.earlier()).isZero();
    }

    @Test
    void anEventIsRewrittenOnce() throws IOException {
        versions.written(versions.of("1", RECEIVED, TODAY), 1);

        assertThat(versions.of("1", RECEIVED, TODAY)).isNull();
    }

    @Test
    void theAuditLogStaysAsItWasSigned() throws IOException {
        assertThat(versions.of("1", "nl.privacyloket.audit.entry.v1", TODAY)).isNull();
    }

    @Test
    void whatCameLaterIsInTheContract() throws IOException {
        List<String> unknown = new ArrayList<>();
        for (Map.Entry<String, List<String>> type : OtherVersions.CAME_LATER.entrySet()) {
            JsonNode members = schema(type.getKey()).path("properties");
            type.getValue().stream()
                    .filter(member -> !members.has(member))
                    .forEach(member -> unknown.add(type.getKey() + " " + member));
        }
        assertThat(unknown).isEmpty();
    }

    private static JsonNode schema(String type) throws IOException {
        try (InputStream in =
                OtherVersionsTest.class.getResourceAsStream("/contracts/events/" + type + ".schema.json")) {
            return JSON.readTree(in);
        }
    }
}
