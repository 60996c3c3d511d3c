package nl.privacyloket.retention.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.retention.rule.CountFrom;
import nl.privacyloket.retention.rule.RetentionAction;
import nl.privacyloket.retention.rule.RetentionRule;
import nl.privacyloket.retention.rule.RuleKind;
import nl.privacyloket.retention.rule.Trigger;
import nl.privacyloket.retention.support.Contracts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The consumer's side of the contract about published policies. */
class PublishedPolicyTest {
    private static final String SAMPLE = "nl.privacyloket.policy.published.v1.sample";

    @Test
    void readsTheGoldenSample() throws Exception {
        var published = EventJson.mapper().treeToValue(Contracts.sample(SAMPLE).get("data"), PublishedPolicy.class);

        var version = published.toVersion();

        assertThat(version.organisation()).isEqualTo("prifora");
        assertThat(version.version()).isEqualTo(1);
        assertThat(version.validFrom()).isEqualTo(LocalDate.parse("2022-09-06"));
        assertThat(version.zone()).isEqualTo(ZoneId.of("Europe/Amsterdam"));
        assertThat(version.rules().rules())
                .contains(new RetentionRule(
                        "invoices-fiscal",
                        "invoices",
                        RuleKind.MINIMUM,
                        Trigger.COLLECTED,
                        Period.ofYears(7),
                        CountFrom.CALENDAR_YEAR_END,
                        "AWR art. 52(4)",
                        RetentionAction.ERASE));
    }

    /** A policy whose rules this service cannot read would leave its requests waiting. */
    @ParameterizedTest
    @ValueSource(strings = {"primoforum", "compjoeter", "pinkweb", "infactor", "prifora"})
    void readsTheRulesOfEachOrganisation(String organisation) throws Exception {
        var file = Path.of("..", "policies", organisation + ".yaml").toFile();
        var policy = new ObjectMapper(new YAMLFactory())
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
                .readValue(file, PublishedPolicy.Policy.class);
        var published = new PublishedPolicy(organisation, 1, LocalDate.parse("2020-01-01"), Instant.EPOCH, policy);

        var version = published.toVersion();

        assertThat(version.zone()).isEqualTo(ZoneId.of("Europe/Amsterdam"));
        assertThat(version.rules().rules()).hasSizeGreaterThan(2);
    }

    @ParameterizedTest
    @CsvSource({
        "kind, eternal",
        "trigger, full-moon",
        "period, seven years",
        "countFrom, tomorrow",
        "action, hide",
    })
    void doesNotPassOverARuleThatItCannotRead(String member, String value) throws Exception {
        var data = Contracts.sample(SAMPLE).get("data").deepCopy();
        ((ObjectNode) data.at("/policy/retention/0")).put(member, value);
        var published = EventJson.mapper().treeToValue(data, PublishedPolicy.class);

        assertThatThrownBy(published::toVersion)
                .isInstanceOf(PoisonEventException.class)
                .hasMessage("unknown-retention-rule");
    }
}
