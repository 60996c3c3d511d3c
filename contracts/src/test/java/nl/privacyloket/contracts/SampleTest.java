package nl.privacyloket.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SampleTest {
    private static final Pattern MAIL_ADDRESS = Pattern.compile("[^\\s\"@]+@[^\\s\"@]+");
    private static final Pattern SEALED_FIELD =
            Pattern.compile("contact|subject|permit|reason|upload|corrections|question|receiver");

    static List<Path> eventSamples() {
        return ContractFiles.eventSamples();
    }

    static List<Path> plainSamples() {
        return ContractFiles.files("", ".+\\.sample.*\\.json").stream()
                .filter(file -> !file.getParent().endsWith("events"))
                .toList();
    }

    @Test
    void existForEverySchemaThatStandsAlone() {
        var subjects = ContractFiles.schemas().stream()
                .map(ContractFiles::subject)
                .filter(name -> !List.of("common", "headers", "policy").contains(name))
                .collect(Collectors.toCollection(TreeSet::new));

        var sampled = ContractFiles.files("", ".+\\.sample.*\\.json").stream()
                .map(ContractFiles::subject)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(sampled).isEqualTo(subjects).hasSizeGreaterThan(25);
    }

    @ParameterizedTest
    @MethodSource("eventSamples")
    void eventsFitTheirSchemas(Path sample) {
        JsonNode record = ContractFiles.read(sample);
        Path schema = sample.resolveSibling(ContractFiles.subject(sample) + ".schema.json");

        assertThat(ContractFiles.faults(schema, record.path("data"))).isEmpty();
        assertThat(ContractFiles.faults(ContractFiles.ROOT.resolve("headers.schema.json"), record.path("headers")))
                .isEmpty();
        assertThat(record.path("headers").path("ce_type").asText()).isEqualTo(ContractFiles.subject(sample));
    }

    @ParameterizedTest
    @MethodSource("eventSamples")
    void eventsHaveTheKeyOfTheirTopic(Path sample) {
        JsonNode record = ContractFiles.read(sample);
        JsonNode data = record.path("data");
        String key = record.path("key").asText();

        String topic = record.path("topic").asText();

        switch (topic.replaceFirst("^(privacyloket\\.(commands|dead-letters))\\..+\\.v1$", "$1")) {
            case "privacyloket.policies.v1" ->
                assertThat(key).isEqualTo(text(data, "organisation") + "/" + data.get("version"));
            case "privacyloket.requests.v1" ->
                assertThat(key).isEqualTo(text(data, data.has("disclosureId") ? "disclosureId" : "requestId"));
            case "privacyloket.retention.v1" -> assertThat(key).isEqualTo(text(data, keyOfRetentionFact(data)));
            case "privacyloket.notifications.v1" -> assertThat(key).isEqualTo(text(data, keyOfNotificationFact(data)));
            case "privacyloket.results.v1" -> assertThat(key).isEqualTo(text(data, "commandId"));
            case "privacyloket.holdings.v1" ->
                assertThat(key)
                        .isIn(
                                text(data, "system"),
                                text(data, "subjectHash"),
                                data.at("/holdings/0/subjectHash").asText());
            case "privacyloket.audit.v1" -> assertThat(key).isEqualTo(text(data, "service"));
            case "privacyloket.dead-letters" -> assertThat(key).isEqualTo(text(data, "id"));
            case "privacyloket.commands" -> {
                if (data.path("scope").isTextual()) {
                    assertThat(key).isEqualTo(text(data, "system"));
                } else {
                    assertThat(key).matches("[0-9a-f]{64}");
                }
            }
            default -> fail("no topic of ours: " + topic);
        }
    }

    @Test
    void eventsHaveIdsOfTheirOwn() {
        Map<String, Long> ids = ContractFiles.eventSamples().stream()
                .map(file ->
                        ContractFiles.read(file).path("headers").path("ce_id").asText())
                .collect(Collectors.groupingBy(id -> id, Collectors.counting()));

        assertThat(ids.values()).containsOnly(1L);
    }

    @ParameterizedTest
    @MethodSource("eventSamples")
    void eventsShowNoMailAddressOfAPerson(Path sample) {
        JsonNode record = ContractFiles.read(sample);

        String text = record.toString();

        String organisation = record.at("/data/policy/contact/email").asText();
        assertThat(MAIL_ADDRESS.matcher(text).results().map(MatchResult::group))
                .allSatisfy(address -> assertThat(address).isEqualTo(organisation));
    }

    @ParameterizedTest
    @MethodSource("eventSamples")
    void sealedFieldsOpenWithTheSampleKeyOfTheRecipient(Path sample) throws JoseException {
        JsonNode data = ContractFiles.read(sample).path("data");
        for (var field : (Iterable<Map.Entry<String, JsonNode>>) data::fields) {
            JsonNode sealed = field.getValue();
            if (SEALED_FIELD.matcher(field.getKey()).matches() && sealed.isObject()) {
                JsonNode plain = open(sealed);

                String schema = plaintext(data, field.getKey());
                assertThat(ContractFiles.faults(ContractFiles.ROOT.resolve("sealed/" + schema + ".schema.json"), plain))
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("plainSamples")
    void payloadsFitTheirSchemas(Path sample) {
        Path schema = sample.resolveSibling(ContractFiles.subject(sample) + ".schema.json");

        assertThat(ContractFiles.faults(schema, ContractFiles.read(sample))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("plainSamples")
    void payloadsAreAboutInventedPeople(Path sample) {
        String text = ContractFiles.read(sample).toString();

        assertThat(MAIL_ADDRESS.matcher(text).results())
                .allSatisfy(address -> assertThat(address.group()).endsWith("@example.org"));
    }

    private static String plaintext(JsonNode data, String field) {
        if (field.equals("permit")) {
            return "command-permit";
        }
        if (data.has("commandId")) {
            if (field.equals("contact")) {
                return "recipient-contact";
            }
            return data.path("scope").isTextual() ? "command-records" : "command-subject";
        }
        return field.equals("contact") && data.has("disclosureId") ? "disclosure-contact" : field;
    }

    /** Facts about purges belong to the data system, also when it was about what a request had left. */
    private static String keyOfNotificationFact(JsonNode data) {
        if (data.has("announcementId")) {
            return "announcementId";
        }
        return data.has("subscriber") ? "subscriber" : "requestId";
    }

    private static String keyOfRetentionFact(JsonNode data) {
        if (data.has("holdId")) {
            return "holdId";
        }
        return data.has("scope") || !data.path("requestId").isTextual() ? "system" : "requestId";
    }

    private static String text(JsonNode data, String field) {
        return data.path(field).asText();
    }

    private static JsonNode open(JsonNode sealed) throws JoseException {
        String recipient = sealed.path("recipient").asText();
        JsonNode key = ContractFiles.read(ContractFiles.ROOT.resolve("sample-keys/" + recipient + ".private.jwk"));
        var jwe = new JsonWebEncryption();
        jwe.setAlgorithmConstraints(
                new AlgorithmConstraints(ConstraintType.PERMIT, KeyManagementAlgorithmIdentifiers.ECDH_ES));
        jwe.setContentEncryptionAlgorithmConstraints(
                new AlgorithmConstraints(ConstraintType.PERMIT, ContentEncryptionAlgorithmIdentifiers.AES_256_GCM));
        jwe.setCompactSerialization(sealed.path("jwe").asText());
        jwe.setKey(PublicJsonWebKey.Factory.newPublicJwk(key.toString()).getPrivateKey());
        assertThat(jwe.getKeyIdHeaderValue()).isEqualTo(recipient);
        return ContractFiles.parse(jwe.getPlaintextString());
    }
}
