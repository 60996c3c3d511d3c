package nl.privacyloket.retention.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import nl.privacyloket.retention.hold.PersonIdentifier;
import nl.privacyloket.retention.register.Registration;
import nl.privacyloket.retention.rule.Trigger;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import nl.privacyloket.retention.support.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dry run against what then happens: what it says of each day is what goes on that day, holds that end included. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class SchedulePropertyQuarkusTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-22");
    private static final int DAYS = 12;
    private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

    @Inject
    RetentionWorld world;

    @Inject
    SweepWorld sweeps;

    @Inject
    Sweeper sweeper;

    @Inject
    RequestFiles files;

    @Inject
    SettableClock clock;

    @AfterEach
    void backToTheBeginning() {
        clock.set(SettableClock.BEGINNING);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 23, 47})
    void whatTheDryRunSaysIsWhatHappens(long seed) throws Exception {
        clock.set(SettableClock.BEGINNING);
        var random = new Random(seed);
        var organisation = world.newOrganisation();
        sweeps.publish(
                organisation,
                1,
                "form-month form maximum collected P1M trigger erase",
                "visit-month visits maximum last-activity P1M trigger anonymise",
                "visit-law visits minimum collected P10D trigger erase",
                "order-week orders norm collected P7D trigger erase",
                "order-law orders minimum collected P12D trigger erase",
                "file-norm request-file norm request-closed P5D trigger erase");
        var systems = List.of(
                sweeps.system(organisation, List.of(), "form", "orders"),
                sweeps.system(organisation, List.of(), "form", "visits"));
        sweeps.register(organisation, records(organisation, systems, random));
        files(organisation, random);
        for (var number = 0; number < 6; number++) {
            hold(organisation, systems, random);
        }

        var foretold = new TreeMap<LocalDate, Map<String, Long>>();
        for (var ahead = 0; ahead < DAYS; ahead++) {
            foretold.put(TODAY.plusDays(ahead), schedule(organisation, TODAY.plusDays(ahead)));
        }

        var ordered = new HashSet<String>();
        var filesOrdered = 0L;
        for (var day : foretold.keySet()) {
            clock.set(day.atTime(9, 0).atZone(AMSTERDAM).toInstant());
            sweeper.sweep();
            var happened = new HashMap<String, Long>();
            for (var system : systems) {
                carryOut(system, ordered, happened);
            }
            var newFiles = filesOrdered(organisation) - filesOrdered;
            if (newFiles > 0) {
                happened.put("request-service request-file erase", newFiles);
                filesOrdered += newFiles;
            }
            assertThat(happened).as("%s, seed %d", day, seed).isEqualTo(foretold.get(day));
        }
        assertThat(foretold.values().stream().mapToInt(Map::size).sum()).isGreaterThan(5);
    }

    private List<Registration> records(String organisation, List<PlayedSystem> systems, Random random) {
        var records = new ArrayList<Registration>();
        for (var number = 0; number < 150; number++) {
            var system = systems.get(random.nextInt(2));
            var visits = system == systems.get(1) && random.nextBoolean();
            var category = visits ? "visits" : system == systems.get(0) && random.nextBoolean() ? "orders" : "form";
            var trigger = visits && random.nextBoolean() ? Trigger.LAST_ACTIVITY : Trigger.COLLECTED;
            records.add(sweeps.record(
                    organisation,
                    system,
                    category,
                    "person" + random.nextInt(25),
                    category + ":" + number,
                    trigger,
                    TODAY.minusDays(random.nextInt(45))));
        }
        return records;
    }

    /** Closed these days, by persons who are held too; of some it is not known whose they are. */
    private void files(String organisation, Random random) {
        for (var number = 0; number < 40; number++) {
            var requestId = UUID.randomUUID();
            var closedAt = clock.instant().minus(Duration.ofDays(random.nextInt(8)));
            List<PersonIdentifier> about = random.nextInt(5) == 0
                    ? List.of()
                    : List.of(
                            new PersonIdentifier("customer-number", "K-" + number),
                            new PersonIdentifier("e-mail", "person" + random.nextInt(25) + "@example.org"));
            QuarkusTransaction.requiringNew().run(() -> {
                files.isAbout(organisation, requestId, about);
                files.closed(organisation, requestId, closedAt);
            });
        }
    }

    private long filesOrdered(String organisation) {
        return world.number(
                "select count(*) from sweep_command where organisation = ? and scope = 'request-file'", organisation);
    }

    /** On a person, a category or a system; these end soon, some of those on a person do not. */
    private void hold(String organisation, List<PlayedSystem> systems, Random random) {
        var kind = random.nextInt(4);
        var scope =
                switch (kind) {
                    case 0 -> "'category':'orders'";
                    case 1 -> "'system':'" + systems.get(random.nextInt(2)).id() + "','category':'form'";
                    default -> "'identifier':{'type':'e-mail','value':'person" + random.nextInt(25) + "@example.org'}";
                };
        var endless = kind > 1 && random.nextInt(3) == 0;
        var until = endless ? "" : ",'until':'" + TODAY.plusDays(random.nextInt(DAYS)) + "'";
        var answer = world.as("privacy-officer", organisation)
                .contentType(ContentType.JSON)
                .body(("{'reason':'complaint','scope':{" + scope + "}" + until + "}").replace('\'', '"'))
                .post("/organisations/" + organisation + "/holds");
        assertThat(answer.statusCode()).isEqualTo(201);
    }

    private Map<String, Long> schedule(String organisation, LocalDate day) {
        List<Map<String, Object>> lines = world.as("case-handler", organisation)
                .get("/organisations/" + organisation + "/schedule?on=" + day)
                .path("lines");
        var counts = new HashMap<String, Long>();
        for (var line : lines) {
            counts.merge(
                    line.get("system") + " " + line.get("category") + " " + line.get("action"),
                    ((Number) line.get("holdings")).longValue(),
                    Long::sum);
        }
        return counts;
    }

    /** The system carries out what is new, and what was ordered is counted. */
    private void carryOut(PlayedSystem system, Set<String> ordered, Map<String, Long> happened) {
        for (var purge : system.purges((int) sweeps.commands(system))) {
            if (ordered.add(purge.text("commandId"))) {
                system.records(purge)
                        .forEach(entry -> happened.merge(
                                system.id() + " " + entry.category() + " " + purge.text("action"), 1L, Long::sum));
                sweeps.carriedOut(system, purge);
            }
        }
    }
}
