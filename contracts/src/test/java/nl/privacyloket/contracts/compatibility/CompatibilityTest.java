package nl.privacyloket.contracts.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** No change of the contracts breaks who codes against the published ones. */
class CompatibilityTest {

    @Test
    void nobodyIsBroken() {
        if (Boolean.getBoolean("contracts.accept")) {
            Baseline.accept();
        }
        Map<String, JsonNode> published = Baseline.read();
        Map<String, JsonNode> present = Baseline.present();
        TreeSet<String> breaks = new TreeSet<>();

        new MessageComparison(published, present, breaks::add).compare();
        published.forEach((name, document) -> {
            if (name.startsWith("openapi/")) {
                if (present.containsKey(name)) {
                    new OpenApiComparison(
                                    name.substring(8, name.length() - 5), document, present.get(name), breaks::add)
                            .compare();
                } else {
                    breaks.add(name + " is gone");
                }
            }
        });

        assertThat(breaks)
                .as(
                        "changes that break those who code against the published contracts. Keep what they count on beside the"
                                + " new (contracts/README.md, Compatibility); at a release that may break them the new state is"
                                + " accepted with contracts/accept-baseline")
                .isEmpty();
    }
}
