package nl.privacyloket.retention.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.crypto.SubjectHash;
import nl.privacyloket.retention.register.HoldingCheck.RegisteringSystem;
import nl.privacyloket.retention.rule.Trigger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldingCheckTest {
    /** As strict as the service's own. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual, config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail))
            .build();

    private static final String GOOD = """
            {"system":"shop","category":"orders","identifier":{"type":"customer-number","value":" C-1042"},
             "recordRef":"orders:1,nl","trigger":"collected","startedOn":"2026-11-22","role":"customer"}""";

    private static SubjectHash hash;

    @BeforeAll
    static void keys(@TempDir Path folder) {
        KeyFolder.generate(folder, List.of("retention-service"));
        hash = KeyFolder.at(folder.resolve("retention-service")).subjectHash();
    }

    @Test
    void hashesTheIdentifierAndKeepsTheRest() {
        var taken = check(GOOD);

        assertThat(taken)
                .isEqualTo(new Registration(
                        "shop",
                        "orders",
                        SubjectKey.ofHex(hash.of("org", "customer-number", "c-1042")),
                        "orders:1,nl",
                        Trigger.COLLECTED,
                        LocalDate.parse("2026-11-22"),
                        "customer",
                        false));
    }

    @Test
    void needsNoPersonToTakeARecordOut() {
        var taken = check("{\"system\":\"shop\",\"category\":\"orders\",\"recordRef\":\"orders:1\",\"removed\":true}");

        assertThat(taken).isEqualTo(Registration.removed("shop", "orders", "orders:1"));
    }

    @ParameterizedTest(name = "{0} as {1}: {2} {3}")
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"system\":\"shop\"|\"system\":\"other\"|unknown-system|system",
                "\"system\":\"shop\"|\"system\":null|missing|system",
                "\"category\":\"orders\"|\"category\":\"health\"|unknown-category|category",
                "\"category\":\"orders\"|\"category\":\"logs\"|age-swept|category",
                "\"category\":\"orders\",||missing|category",
                "\"value\":\" C-1042\"|\"value\":\" \"|missing|identifier.value",
                "\"type\":\"customer-number\"|\"type\":\"Customer\"|malformed|identifier.type",
                "\"type\":\"customer-number\",||missing|identifier.type",
                "\"type\":\"customer-number\"|\"type\":7|wrong-type|identifier.type",
                "\"recordRef\":\"orders:1,nl\"|\"recordRef\":\"saskia@example.org\"|malformed|recordRef",
                "\"recordRef\":\"orders:1,nl\"|\"recordRef\":\"\"|malformed|recordRef",
                "\"recordRef\":\"orders:1,nl\"|\"recordRef\":\"two words\"|malformed|recordRef",
                "\"trigger\":\"collected\"|\"trigger\":\"born\"|unknown-trigger|trigger",
                "\"trigger\":\"collected\"|\"trigger\":null|missing|trigger",
                "\"startedOn\":\"2026-11-22\"|\"startedOn\":\"22-11-2026\"|malformed|startedOn",
                "\"startedOn\":\"2026-11-22\"|\"startedOn\":\"2026-02-30\"|malformed|startedOn",
                "\"startedOn\":\"2026-11-22\"|\"startedOn\":\"0026-11-22\"|malformed|startedOn",
                "\"startedOn\":\"2026-11-22\"|\"startedOn\":20261122|wrong-type|startedOn",
                "\"role\":\"customer\"|\"role\":\"A Customer\"|malformed|role",
                "\"role\":\"customer\"|\"name\":\"Saskia\"|unknown-field|name",
                "\"role\":\"customer\"|\"role\":\"a\",\"role\":\"b\"|malformed-json|-",
                "{\"system\"|[{\"system\"|malformed-json|-",
                "}|} {}|malformed-json|-",
            })
    void rejects(String good, String bad, String reason, String field) {
        var at = GOOD.lastIndexOf(good);
        var line = GOOD.substring(0, at) + (bad == null ? "" : bad) + GOOD.substring(at + good.length());

        var rejected = catchThrowableOfType(RejectedLine.class, () -> check(line));

        assertThat(rejected.reason()).isEqualTo(reason);
        assertThat(rejected.field()).isEqualTo(field);
        assertThat(rejected).hasMessageNotContaining("Saskia").hasMessageNotContaining("1042");
    }

    @Test
    void tellsNothingOfALine() {
        var line = HoldingLine.read(JSON, GOOD.getBytes(StandardCharsets.UTF_8));

        assertThat(line.toString() + line.identifier() + check(GOOD))
                .doesNotContain("1042")
                .contains("SubjectIdentifier[customer-number]", "SubjectKey[redacted]");
    }

    private static Registration check(String line) {
        var systems = Map.of("shop", new RegisteringSystem(Set.of("orders", "logs"), Set.of("logs")));
        return new HoldingCheck("org", systems, hash)
                .check(HoldingLine.read(JSON, line.getBytes(StandardCharsets.UTF_8)));
    }
}
