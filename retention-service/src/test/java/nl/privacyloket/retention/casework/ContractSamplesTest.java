package nl.privacyloket.retention.casework;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.StreamSupport;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.retention.casework.RequestFacts.Decided;
import nl.privacyloket.retention.casework.RequestFacts.IdentityVerified;
import nl.privacyloket.retention.casework.RequestFacts.RestrictionLifted;
import nl.privacyloket.retention.casework.SystemTask.StoredEffect;
import nl.privacyloket.retention.casework.SystemTask.StoredHolding;
import nl.privacyloket.retention.casework.SystemTask.StoredOutcome;
import nl.privacyloket.retention.plan.ErasurePlan;
import nl.privacyloket.retention.plan.Verdict;
import nl.privacyloket.retention.plan.VerdictKind;
import nl.privacyloket.retention.rule.WireName;
import nl.privacyloket.retention.support.Contracts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The consumer's side of the contracts, and the plan hash that both sides compute. */
class ContractSamplesTest {

    @Test
    void readsAVerifiedIdentityAndOpensItsSeal(@TempDir Path folder) throws IOException {
        var verified = read("nl.privacyloket.request.identity-verified.v1.sample", IdentityVerified.class);

        var subject = sampleKeys(folder).opener("retention-service").open(verified.subject(), Subject.class);

        assertThat(verified.requestId()).isEqualTo(UUID.fromString("74abbffd-0d54-4937-a29c-8638659ef566"));
        assertThat(verified.right()).isEqualTo("erasure");
        assertThat(verified.policyVersion()).isEqualTo(1);
        assertThat(subject.identifiers())
                .contains(new Subject.Identifier("e-mail", "saskia.voorbeeld@example.org"))
                .hasSize(2);
    }

    @Test
    void readsDecisions(@TempDir Path folder) throws IOException {
        var erasure = read("nl.privacyloket.request.decided.v1.sample", Decided.class);
        var access = read("nl.privacyloket.request.decided.v1.sample-access", Decided.class);
        var refused = read("nl.privacyloket.request.decided.v1.sample-refused", Decided.class);

        var upload = sampleKeys(folder).opener("retention-service").open(access.upload(), Subject.Upload.class);

        assertThat(erasure.planHash()).hasSize(64);
        assertThat(erasure.isRefused()).isFalse();
        assertThat(refused.isRefused()).isTrue();
        assertThat(upload.url())
                .isEqualTo("http://localhost:8080/requests/d4d1e3ca-15d4-48d2-a157-23bb24db9461/export-parts");
        assertThat(upload.secret()).isEqualTo("6URqCD1DXfEMVweWUpOOHQ7oroSUghS6vcdqJBsu3lM");
    }

    @Test
    void readsResults() throws IOException {
        var verified = read("nl.privacyloket.result.verified.v1.sample", Results.Verified.class);
        var erased = read("nl.privacyloket.result.erased.v1.sample", Results.Erased.class);
        var accessed = read("nl.privacyloket.result.accessed.v1.sample", Results.Accessed.class);
        var failed = read("nl.privacyloket.result.failed.v1.sample", Results.Failed.class);

        assertThat(verified.of("prifora"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.organisation()).isEqualTo("prifora"))
                .extracting(StoredHolding::startedOn)
                .contains(LocalDate.parse("2017-03-02"));
        assertThat(erased.of("prifora"))
                .isNotEmpty()
                .extracting(StoredOutcome::category)
                .contains("invoices");
        assertThat(accessed.of("primoforum")).isNotEmpty();
        assertThat(failed.code()).isEqualTo("identifiers-disagree");
    }

    @Test
    void readsDecisionsOnEveryRight(@TempDir Path folder) throws IOException {
        var rectification = read("nl.privacyloket.request.decided.v1.sample-rectification", Decided.class);
        var byRule = read("nl.privacyloket.request.decided.v1.sample-by-rule", Decided.class);
        var lifted = read("nl.privacyloket.request.restriction-lifted.v1.sample", RestrictionLifted.class);

        var opener = sampleKeys(folder).opener("retention-service");

        assertThat(opener.open(rectification.corrections(), Subject.Corrections.class)
                        .corrections())
                .isNotEmpty();
        assertThat(byRule.purpose()).isNotBlank();
        assertThat(opener.open(lifted.subject(), Subject.class).identifiers()).isNotEmpty();
    }

    @Test
    void readsResultsOfCorrectionsAndRestrictions() throws IOException {
        var rectified = read("nl.privacyloket.result.rectified.v1.sample", Results.Rectified.class);
        var restricted = read("nl.privacyloket.result.restricted.v1.sample", Results.Restricted.class);

        assertThat(rectified.of("prifora"))
                .containsExactly(
                        new StoredEffect("prifora", "address", 1, "changed", false),
                        new StoredEffect("prifora", "postcode", 1, "unchanged", false));
        assertThat(restricted.of("prifora"))
                .containsExactly(
                        new StoredEffect("prifora", "account", 1, "done", false),
                        new StoredEffect("prifora", "orders", 3, "done", false));
    }

    /** A type that nobody names becomes a dead letter, so each that the contracts put on the topic is named. */
    @Test
    void knowsEveryTypeThatTheTopicAboutRequestsMayCarry() {
        var published = Contracts.types("request", "disclosure");

        var known = new HashSet<>(
                new RequestEvents(null, null, null, null, null, null, null, null, null, null, null, null).types());
        // Taken by the sweep.
        known.add("nl.privacyloket.request.file-erased.v1");
        known.add("nl.privacyloket.request.file-kept.v1");

        assertThat(published).hasSizeGreaterThan(10).isSubsetOf(known);
    }

    @Test
    void keepsFreeTextOfAFailureToItself() {
        var failed = new Results.Failed("Saskia Voorbeeld was not found");

        assertThat(failed.code()).isEqualTo("unspecified");
    }

    @Test
    void computesThePlanHashOfTheContract() {
        var data = Contracts.sample("nl.privacyloket.retention.erasure-planned.v1.sample")
                .get("data");

        var plan = new ErasurePlan(UUID.fromString(data.get("requestId").asText()), verdicts(data.get("verdicts")));

        assertThat(plan.hash()).isEqualTo(data.get("planHash").asText());
    }

    private static List<Verdict> verdicts(JsonNode verdicts) {
        return StreamSupport.stream(verdicts.spliterator(), false)
                .map(verdict -> new Verdict(
                        verdict.get("system").asText(),
                        verdict.get("category").asText(),
                        WireName.parse(VerdictKind.class, verdict.get("verdict").asText()),
                        verdict.get("until").isNull()
                                ? null
                                : LocalDate.parse(verdict.get("until").asText()),
                        verdict.get("basis").isNull()
                                ? null
                                : verdict.get("basis").asText(),
                        verdict.get("holdings").asInt()))
                .toList();
    }

    private static <T> T read(String sample, Class<T> type) throws IOException {
        return EventJson.mapper().treeToValue(Contracts.sample(sample).get("data"), type);
    }

    /** The published sample key of this service, as a key folder. */
    private static KeyFolder sampleKeys(Path folder) throws IOException {
        try (var key = Contracts.class.getResourceAsStream("/contracts/sample-keys/retention-service.private.jwk")) {
            Files.copy(Objects.requireNonNull(key), folder.resolve("seal.private.jwk"));
        }
        return KeyFolder.at(folder);
    }
}
