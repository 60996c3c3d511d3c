package nl.privacyloket.retention.register;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.retention.support.Contracts;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.RegisterWorld;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What data systems register over Kafka. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class HoldingEventsQuarkusTest {

    @Inject
    RetentionWorld world;

    @Inject
    RegisterWorld register;

    private String organisation;
    private PlayedSystem shop;

    @BeforeEach
    void shopThatKeepsOrdersForAYear() {
        organisation = world.newOrganisation();
        register.publishRules(
                organisation, 1, "2020-01-01", List.of(RegisterWorld.rule("orders", "maximum", "collected", "P12M")));
        shop = world.register(organisation, "orders");
    }

    private Map<String, Object> order(String person, String ref, String on) {
        return Map.of(
                "category",
                "orders",
                "subjectHash",
                register.hash(organisation, person),
                "recordRef",
                ref,
                "trigger",
                "collected",
                "startedOn",
                on);
    }

    @Test
    void registersAndTakesOut() {
        register.awaitHandled(register.send(
                shop,
                organisation,
                List.of(order("C-1", "orders:1", "2026-11-22"), order("C-2", "orders:2", "2026-01-31"))));

        var removal = new HashMap<String, Object>();
        removal.put("category", "orders");
        removal.put("recordRef", "orders:1");
        removal.put("removed", true);
        register.awaitHandled(register.send(shop, organisation, List.of(removal)));

        assertThat(register.registered(shop)).isEqualTo(1);
        assertThat(register.dueOn(shop, "orders:2")).isEqualTo(LocalDate.parse("2027-01-31"));
    }

    @Test
    void restAndKafkaMeanTheSamePerson() {
        register.awaitHandled(register.send(shop, organisation, List.of(order("C-1", "orders:1", "2026-11-22"))));

        var found = register.search(organisation, "c-1 ", "en");

        assertThat(found.jsonPath().getList("items.recordRef", String.class)).containsExactly("orders:1");
    }

    @Test
    void setsAnEventAsideThatNamesAnUnknownCategory() {
        var holding = new HashMap<>(order("C-1", "orders:1", "2026-11-22"));
        holding.put("category", "health");

        var event = register.send(shop, organisation, List.of(order("C-1", "orders:2", "2026-11-22"), holding));

        register.awaitHandled(event);
        assertThat(world.deadLetters(event, "holding-unknown-category")).isEqualTo(1);
        assertThat(register.registered(shop)).isZero();
    }

    @Test
    void setsASystemAsideThatSpeaksForAnother() {
        var other = world.register(organisation, "orders");

        var event = world.bus()
                .send(
                        RegisterWorld.HOLDINGS,
                        shop.id(),
                        HoldingEvents.REGISTERED,
                        other.id(),
                        organisation,
                        Map.of("system", shop.id(), "holdings", List.of(order("C-1", "orders:1", "2026-11-22"))));

        register.awaitHandled(event);
        assertThat(world.deadLetters(event, "foreign-system")).isEqualTo(1);
    }

    @Test
    void setsASystemAsideThatSpeaksInAnotherOrganisation() {
        var stranger = world.newOrganisation();

        var event = register.send(shop, stranger, List.of(order("C-1", "orders:1", "2026-11-22")));

        register.awaitHandled(event);
        assertThat(world.deadLetters(event, "unknown-system")).isEqualTo(1);
    }

    @Test
    void takesEveryTypeThatTheTopicMayCarry() {
        var handler = new HoldingEvents(null, null);

        assertThat(handler.types())
                .isEqualTo(Contracts.types("holding"))
                .containsExactlyInAnyOrder(HoldingEvents.REGISTERED, HoldingEvents.SUBJECT_EVENT);
    }

    @Test
    void readsTheSamples() throws JsonProcessingException {
        var registered = EventJson.mapper()
                .treeToValue(
                        Contracts.sample(HoldingEvents.REGISTERED + ".sample").get("data"),
                        HoldingEvents.Registered.class);
        var told = EventJson.mapper()
                .treeToValue(
                        Contracts.sample(HoldingEvents.SUBJECT_EVENT + ".sample")
                                .get("data"),
                        HoldingEvents.SubjectEvent.class);

        assertThat(registered.system()).isEqualTo("prifora-webshop");
        assertThat(registered.holdings())
                .extracting(HoldingEvents.Held::recordRef)
                .containsExactly("customers:1042", "invoices:2026,117");
        assertThat(told.event()).isEqualTo("account-closed");
        assertThat(told.on()).isEqualTo("2026-11-20");
    }
}
