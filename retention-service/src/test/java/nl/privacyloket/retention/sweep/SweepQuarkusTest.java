package nl.privacyloket.retention.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import nl.privacyloket.messaging.transaction.Transactions;
import nl.privacyloket.retention.register.Registration;
import nl.privacyloket.retention.support.Bus.Received;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import nl.privacyloket.retention.support.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sweep of registered holdings: what is due goes, on its day, once. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class SweepQuarkusTest {

    @Inject
    RetentionWorld world;

    @Inject
    SweepWorld sweeps;

    @Inject
    Sweeper sweeper;

    @Inject
    SweepBatch batch;

    @Inject
    Slices slices;

    @Inject
    Transactions transactions;

    @Inject
    SettableClock clock;

    private String organisation;
    private PlayedSystem site;

    @BeforeEach
    void organisationWithASite() {
        clock.set(SettableClock.BEGINNING);
        organisation = world.newOrganisation();
        sweeps.publish(
                organisation,
                1,
                "form-year form maximum collected P12M trigger erase",
                "invoice-law invoices minimum collected P7Y calendar-year-end erase",
                "invoice-end invoices maximum collected P1Y trigger erase",
                "visit-month visits maximum collected P1M trigger anonymise");
        site = sweeps.system(organisation, List.of(), "form", "invoices", "visits");
    }

    @AfterEach
    void backToTheBeginning() {
        clock.set(SettableClock.BEGINNING);
    }

    private Registration form(String person, String ref, String startedOn) {
        return sweeps.record(organisation, site, "form", person, ref, startedOn);
    }

    @Test
    void letsGoOfWhatIsDueAndOfNothingElse() throws Exception {
        sweeps.register(
                organisation,
                form("saskia", "form:1", "2025-11-21"),
                form("saskia", "form:2", "2025-11-22"),
                form("saskia", "form:3", "2025-11-23"),
                sweeps.record(organisation, site, "invoices", "saskia", "invoice:1", "2020-12-31"),
                sweeps.record(organisation, site, "invoices", "saskia", "invoice:2", "2018-12-31"));

        sweeper.sweep();

        var purges = site.purges(1);
        assertThat(SweepWorld.refs(site, purges)).containsExactlyInAnyOrder("form:1", "form:2", "invoice:2");
        var purge = purges.get(0);
        assertThat(purge.key()).isEqualTo(site.id());
        assertThat(purge.text("action")).isEqualTo("erase");
        assertThat(purge.text("scope")).isEqualTo("records");
        assertThat(purge.data().toString()).doesNotContain("form:1");
        sweeps.carriedOut(site, purge);
        assertThat(sweeps.holdings(site)).isEqualTo(2);
        var completed = sweeps.facts(site.id(), "purge-completed", 1).get(0);
        assertThat(completed.text("on")).isEqualTo("2026-11-22");
        assertThat(completed.data().get("categories"))
                .extracting(line -> line.get("category").asText() + " "
                        + line.get("rule").asText() + " " + line.get("erased").asInt())
                .containsExactly("form form-year 2", "invoices invoice-end 1");
        sweeper.sweep();
        assertThat(sweeps.commands(site)).isEqualTo(1);
        assertThat(world.number(
                        "select count(*) from permit where command_id = ?::uuid and state = 'answered'",
                        purge.text("commandId")))
                .isEqualTo(1);
        assertThat(world.number(
                        "select count(*) from erasure_log where command_id = ?::uuid and executed_at is not null",
                        purge.text("commandId")))
                .isEqualTo(1);
        assertThat(world.audited(purge.text("commandId")))
                .containsExactly("purge.ordered done", "permit.ended done", "purge.completed done");
    }

    @Test
    void givesEachActionACommandOfItsOwn() throws Exception {
        sweeps.register(
                organisation,
                form("saskia", "form:1", "2025-01-01"),
                sweeps.record(organisation, site, "visits", "saskia", "visit:1", "2026-10-01"));

        sweeper.sweep();

        assertThat(site.purges(2))
                .extracting(command -> command.text("action") + " " + SweepWorld.refs(site, List.of(command)))
                .containsExactlyInAnyOrder("erase [form:1]", "anonymise [visit:1]");
    }

    @Test
    void beginsTheDayWhereTheOrganisationIs() throws Exception {
        sweeps.register(organisation, form("saskia", "form:1", "2025-12-01"));
        // 23:59:30 on 30 November in Amsterdam; the database is in Adak.
        clock.set(Instant.parse("2026-11-30T22:59:30Z"));

        sweeper.sweep();

        assertThat(sweeps.commands(site)).isZero();
        // 00:00:10 on 1 December in Amsterdam, still November in UTC.
        clock.set(Instant.parse("2026-11-30T23:00:10Z"));
        sweeper.sweep();
        assertThat(SweepWorld.refs(site, site.purges(1))).containsExactly("form:1");
    }

    @Test
    void asksTheRulesOfTodayWhateverDateWasStored() throws Exception {
        sweeps.register(organisation, form("saskia", "form:1", "2025-01-01"));
        sweeps.publish(
                organisation,
                2,
                "form-year form maximum collected P12M trigger erase",
                "form-law form minimum collected P5Y trigger erase");

        sweeper.sweep();

        assertThat(sweeps.commands(site)).isZero();
        assertThat(world.number(
                        "select count(*) from holding h join holding_stream s on s.id = h.stream"
                                + " where s.system = ? and h.due_on = '2026-01-01'",
                        site.id()))
                .as("the stored date is still the earlier one")
                .isEqualTo(1);
    }

    @Test
    void leavesNothingHalfDoneWhenItIsKilled() throws Exception {
        sweeps.register(organisation, form("saskia", "form:1", "2025-01-01"), form("tom", "form:2", "2025-01-01"));
        transactions.inTransaction(connection -> {
            slices.appear(connection, clock.instant());
            return null;
        });

        assertThatThrownBy(() -> transactions.inTransaction(connection -> {
                    var slice = new Slice(new SliceKey(organisation, site.id()), null, null, 0, clock.instant(), false);
                    slices.save(connection, batch.of(connection, slice));
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");

        assertThat(sweeps.commands(site)).isZero();
        assertThat(world.number("select count(*) from permit where system = ?", site.id()))
                .isZero();
        sweeper.sweep();
        assertThat(SweepWorld.refs(site, site.purges(1))).containsExactlyInAnyOrder("form:1", "form:2");
    }

    @Test
    void ordersNothingTwiceHoweverManySweep() throws Exception {
        var crm = sweeps.system(organisation, List.of(), "form");
        var records = new ArrayList<Registration>();
        var expected = new HashSet<String>();
        for (var person = 0; person < 400; person++) {
            for (var number = 0; number < 4; number++) {
                var ref = "form:" + person + "-" + number;
                records.add(form("person" + person, ref, "2025-0" + (1 + person % 9) + "-01"));
                records.add(sweeps.record(organisation, crm, "form", "person" + person, ref, "2025-05-05"));
                expected.add(ref);
            }
        }
        sweeps.register(organisation, records);

        var executor = Executors.newFixedThreadPool(4);
        try {
            Callable<Void> sweep = () -> {
                sweeper.sweep();
                return null;
            };
            for (var done : executor.invokeAll(List.of(sweep, sweep, sweep, sweep))) {
                done.get();
            }
        } finally {
            executor.shutdown();
        }
        sweeper.sweep();

        for (var system : List.of(site, crm)) {
            var commands = (int) sweeps.commands(system);
            assertThat(SweepWorld.refs(system, system.purges(commands)))
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void keepsAPersonsRecordsTogetherAndWaitsWhenTheSystemHasEnoughToDo() throws Exception {
        var records = new ArrayList<Registration>();
        for (var person = 0; person < 320; person++) {
            for (var number = 0; number < 18; number++) {
                records.add(form("person" + person, "form:" + person + "-" + number, "2025-01-01"));
            }
        }
        sweeps.register(organisation, records);

        sweeper.sweep();

        var purges = site.purges(10);
        assertThat(commandsByPerson(purges).values())
                .allSatisfy(commands -> assertThat(commands).hasSize(1));
        assertThat(purges).allSatisfy(purge -> assertThat(site.records(purge)).hasSizeLessThanOrEqualTo(500));
        sweeper.sweep();
        assertThat(sweeps.commands(site)).isEqualTo(10);
        sweeps.carriedOut(site, purges.get(0));
        sweeper.goOn(new SliceKey(organisation, site.id()));
        assertThat(sweeps.commands(site)).isEqualTo(11);
        var answered = new HashSet<>(Set.of(purges.get(0).text("commandId")));
        for (var purge : site.purges(11)) {
            if (answered.add(purge.text("commandId"))) {
                sweeps.carriedOut(site, purge);
            }
        }
        sweeper.goOn(new SliceKey(organisation, site.id()));
        var all = site.purges((int) sweeps.commands(site));
        assertThat(commandsByPerson(all)).hasSize(320);
        assertThat(SweepWorld.refs(site, all)).doesNotHaveDuplicates().hasSize(320 * 18);
    }

    @Test
    void anAnswerWakesNeitherWhatIsThroughNorWhatWasPutOff() throws Exception {
        var slice = new SliceKey(organisation, site.id());
        sweeps.register(organisation, form("saskia", "form:1", "2025-01-01"));
        sweeper.sweep();
        var through = nextAt();
        clock.advance(Duration.ofMinutes(1));

        sweeper.goOn(slice);

        assertThat(nextAt()).isEqualTo(through).isAfter(clock.instant().plusSeconds(60));
        world.update("update sweep_slice set awaits_answer = true where system = ?", site.id());
        var later = clock.instant().plusSeconds(60).truncatedTo(ChronoUnit.MICROS);
        transactions.inTransaction(connection -> {
            slices.putOff(connection, slice, later);
            return null;
        });
        sweeper.goOn(slice);
        assertThat(nextAt()).isEqualTo(later);
    }

    private Instant nextAt() {
        return Instant.parse(world.text(
                "select to_char(next_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') from sweep_slice"
                        + " where system = ?",
                site.id()));
    }

    private Map<String, Set<String>> commandsByPerson(List<Received> purges) {
        var byPerson = new HashMap<String, Set<String>>();
        for (var purge : purges) {
            site.records(purge).forEach(entry -> byPerson.computeIfAbsent(
                            entry.recordRef().split("-")[0], person -> new HashSet<>())
                    .add(purge.text("commandId")));
        }
        return byPerson;
    }

    @Test
    void splitsWhatNoCommandHoldsWhole() throws Exception {
        var records = new ArrayList<Registration>();
        for (var number = 0; number < 1200; number++) {
            records.add(form("saskia", "form:" + number, "2025-01-01"));
        }
        sweeps.register(organisation, records);

        sweeper.sweep();

        assertThat(SweepWorld.refs(site, site.purges((int) sweeps.commands(site))))
                .doesNotHaveDuplicates()
                .hasSize(1200);
    }

    @Test
    void doesNotForgetARecordThatWasRegisteredAnewMeanwhile() throws Exception {
        sweeps.register(organisation, form("saskia", "form:1", "2025-01-01"));
        sweeper.sweep();
        var purge = site.purges(1).get(0);
        sweeps.register(organisation, form("saskia", "form:1", "2026-11-20"));

        sweeps.carriedOut(site, purge);

        assertThat(sweeps.holdings(site)).isEqualTo(1);
        assertThat(world.number(
                        "select count(*) from sweep_claim where record_ref = 'form:1' and command_id = ?::uuid",
                        purge.text("commandId")))
                .isZero();
    }
}
