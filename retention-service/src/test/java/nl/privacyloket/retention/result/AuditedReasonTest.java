package nl.privacyloket.retention.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.messaging.event.EventJson;
import org.junit.jupiter.api.Test;

class AuditedReasonTest {

    @Test
    void wordsOfADataSystemItselfDoNotGetIntoTheLog() {
        assertThat(AuditedReason.of("saskia-voorbeeld-has-moved")).isEqualTo("unspecified");
        assertThat(AuditedReason.of(null)).isEqualTo("unspecified");
        assertThat(AuditedReason.of("held")).isEqualTo("held");
    }

    @Test
    void itKnowsWhatTheCatalogueKnows() throws Exception {
        List<String> catalogue = new ArrayList<>();
        try (InputStream file = getClass().getResourceAsStream("/contracts/audit/entry-types.schema.json")) {
            JsonNode words = EventJson.mapper().readTree(file).at("/$defs/FailureReason/enum");
            words.forEach(word -> catalogue.add(word.asText()));
        }

        assertThat(AuditedReason.KNOWN).containsExactlyInAnyOrderElementsOf(catalogue);
    }
}
