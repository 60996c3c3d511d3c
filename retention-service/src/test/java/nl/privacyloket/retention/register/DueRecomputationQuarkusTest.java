package nl.privacyloket.retention.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.RegisterWorld;
import nl.privacyloket.retention.support.RegisterWorld.Line;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import nl.privacyloket.retention.support.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Due dates follow the rules. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class DueRecomputationQuarkusTest {

    @Inject
    RetentionWorld world;

    @Inject
    RegisterWorld register;

    @Inject
    DueRecomputation recomputation;

    @Inject
    SettableClock clock;

    @Inject
    DataSource dataSource;

    private String organisation;
    private PlayedSystem shop;

    @BeforeEach
    void shopThatKeepsOrdersForAYear() {
        organisation = world.newOrganisation();
        orders(1, "2020-01-01", "P12M");
        shop = world.register(organisation, "orders", "account");
    }

    @AfterEach
    void today() {
        clock.set(SettableClock.BEGINNING);
    }

    private void orders(int version, String validFrom, String period) {
        register.publishRules(
                organisation,
                version,
                validFrom,
                List.of(
                        RegisterWorld.rule("orders", "maximum", "collected", period),
                        RegisterWorld.rule("account", "maximum", "account-closed", "P0D")));
    }

    private void register(int number) {
        register.register(
                        organisation,
                        IntStream.range(0, number)
                                .mapToObj(at -> Line.of(
                                                shop, "orders", "C-" + at, "orders:" + at, "collected", "2026-10-01")
                                        .json())
                                .collect(Collectors.joining("\n")))
                .then()
                .body("accepted", equalTo(number));
    }

    @Test
    void aNewVersionMovesTheDatesOfWhatIsRegistered() {
        register.register(
                organisation,
                Line.of(shop, "orders", "C-1", "orders:1", "collected", "2026-10-01"),
                Line.of(shop, "account", "C-1", "a:1", "account-closed", "2026-10-01"));
        orders(2, "2026-11-01", "P6M");

        recomputation.run();

        assertThat(register.dueOn(shop, "orders:1")).isEqualTo(LocalDate.parse("2027-04-01"));
        assertThat(register.dueOn(shop, "a:1")).isEqualTo(LocalDate.parse("2026-10-01"));
        assertThat(progress("orders", "examined")).isEqualTo(1);
        assertThat(progress("orders", "changed")).isEqualTo(1);
        // Nothing is said anew about accounts, so they are not gone through.
        assertThat(progress("account", "examined")).isZero();
    }

    @Test
    void aVersionThatAppliesLaterMovesThemThen() {
        register.register(organisation, Line.of(shop, "orders", "C-1", "orders:1", "collected", "2026-10-01"));
        orders(2, "2027-01-01", "P6M");

        recomputation.run();
        var before = register.dueOn(shop, "orders:1");
        clock.set(Instant.parse("2026-12-31T23:00:00Z"));
        recomputation.run();

        assertThat(before).isEqualTo(LocalDate.parse("2027-10-01"));
        assertThat(register.dueOn(shop, "orders:1")).isEqualTo(LocalDate.parse("2027-04-01"));
    }

    @Test
    void aPolicyThatComesAfterTheRecordsGivesThemTheirDates() {
        organisation = world.newOrganisation();
        shop = world.register(organisation, "orders");
        register.register(organisation, Line.of(shop, "orders", "C-1", "orders:1", "collected", "2026-10-01"));
        assertThat(register.dueOn(shop, "orders:1")).isNull();
        orders(1, "2020-01-01", "P12M");

        recomputation.run();

        assertThat(register.dueOn(shop, "orders:1")).isEqualTo(LocalDate.parse("2027-10-01"));
    }

    @Test
    void whatIsKnownOfThePersonStaysInIt() {
        register.tell(organisation, "C-1", "account-closed", "2026-10-31");
        register.register(organisation, Line.of(shop, "account", "C-1", "a:1", "collected", "2020-01-01"));
        register.publishRules(
                organisation,
                2,
                "2026-11-01",
                List.of(RegisterWorld.rule("account", "maximum", "account-closed", "P2M")));

        recomputation.run();

        assertThat(register.dueOn(shop, "a:1")).isEqualTo(LocalDate.parse("2026-12-31"));
    }

    @Test
    void instancesShareTheWork() {
        register(12_000);
        orders(2, "2026-11-01", "P6M");

        List.of(1, 2, 3).stream()
                .map(instance -> CompletableFuture.runAsync(recomputation::run))
                .toList()
                .forEach(CompletableFuture::join);

        assertThat(register.dueOn(shop, LocalDate.parse("2027-04-01"))).isEqualTo(12_000);
        assertThat(progress("orders", "examined")).isEqualTo(12_000);
    }

    @Test
    void goesOnWhereAnotherInstanceStopped() throws SQLException {
        register(11_000);
        orders(2, "2026-11-01", "P6M");
        recomputation.run();
        stoppedAfter("orders:5");

        recomputation.run();

        // In the order of the references, orders:0… to orders:5 come first: 5001 to 5999 sort before orders:6 as well.
        var before = world.number(
                "select count(*) from holding h join holding_stream s on s.id = h.stream"
                        + " where s.system = ? and h.record_ref <= 'orders:5'",
                shop.id());
        assertThat(before).isPositive();
        assertThat(progress("orders", "examined")).isEqualTo(11_000 - before);
        assertThat(register.dueOn(shop, LocalDate.parse("2027-04-01"))).isEqualTo(11_000 - before);
    }

    @Test
    void recordsThatComeMeanwhileGoByTheNewRules() {
        register(3_000);
        var more = IntStream.range(3_000, 15_000)
                .mapToObj(at -> Line.of(shop, "orders", "C-" + at, "orders:" + at, "collected", "2026-10-01")
                        .json())
                .collect(Collectors.joining("\n"));
        var registering = CompletableFuture.supplyAsync(() -> register.register(organisation, more));

        orders(2, "2026-11-01", "P6M");
        recomputation.run();

        registering.join().then().body("accepted", equalTo(12_000));
        assertThat(register.dueOn(shop, LocalDate.parse("2027-04-01"))).isEqualTo(15_000);
    }

    /** As if the instance had died there, and nothing had been written yet. */
    private void stoppedAfter(String recordRef) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            try (var forget = connection.prepareStatement("update holding set due_on = null, rule = null, action = null"
                    + " where stream in (select id from holding_stream where system = ?)")) {
                forget.setString(1, shop.id());
                forget.executeUpdate();
            }
            try (var reopen = connection.prepareStatement("update due_basis set finished_at = null, after_ref = ?,"
                    + " examined = 0 where stream in"
                    + " (select id from holding_stream where system = ? and category = 'orders')")) {
                reopen.setString(1, recordRef);
                reopen.setString(2, shop.id());
                reopen.executeUpdate();
            }
        }
    }

    private long progress(String category, String column) {
        return world.number(
                "select " + column + " from due_basis b join holding_stream s on s.id = b.stream"
                        + " where s.system = ? and s.category = ? and b.finished_at is not null",
                shop.id(),
                category);
    }
}
