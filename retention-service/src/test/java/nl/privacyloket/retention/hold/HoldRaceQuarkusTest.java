package nl.privacyloket.retention.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import nl.privacyloket.retention.hold.HoldRegister.Placement;
import nl.privacyloket.retention.hold.PlayedRecords.Entry;
import nl.privacyloket.retention.hold.PlayedRecords.Leave;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds race erasures: several threads read holds, issue permits, redeem, commit and settle while others place holds of every
 * scope. Whatever the order, nothing that a hold keeps goes after it was acknowledged. The erasures are real transactions on
 * a real table.
 */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class HoldRaceQuarkusTest {
    private static final int ERASERS = 4;
    private static final int HOLDERS = 3;
    private static final int HOLDS_EACH = 60;
    private static final int PERSONS = 6;
    private static final String PARENT = "account";
    private static final String CHILD = "orders";
    private static final List<String> CATEGORIES = List.of(PARENT, CHILD);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    RetentionWorld world;

    @Inject
    DataSource dataSource;

    @Inject
    Holds holds;

    @Inject
    HoldRegister register;

    @Inject
    HoldVault vault;

    @Inject
    Permits permits;

    private final AtomicInteger holding = new AtomicInteger();
    private final AtomicInteger erased = new AtomicInteger();
    private final AtomicInteger revoked = new AtomicInteger();
    private String organisation;
    private String system;
    private PlayedRecords records;

    @BeforeEach
    void systemWithRecords() throws SQLException {
        organisation = world.newOrganisation();
        system = "race-" + organisation;
        records = new PlayedRecords(dataSource, system);
        records.dawdleBeforeRedemptionsCommit();
        for (var person = 0; person < PERSONS; person++) {
            for (var category : CATEGORIES) {
                records.add(category, subject(person).array(), 20);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {20261122, 1, 815})
    void nothingThatAHoldKeepsGoesAfterItWasAcknowledged(long seed) throws Exception {
        var lost = race(seed, this::eraseUnderPermit);

        assertThat(lost).isEmpty();
        assertThat(erased).hasValueGreaterThan(10);
        assertThat(revoked).hasPositiveValue();
    }

    /** The race has to be one that can be lost. */
    @Test
    void withoutPermitsTheRaceIsLost() throws Exception {
        var lost = race(4711, (random, ids, command) -> records.erase(ids, () -> true));

        assertThat(lost).isNotEmpty();
    }

    private interface Erasing {
        int erase(Random random, List<Long> ids, UUID command) throws SQLException;
    }

    /** Returns what went though it was held. */
    private List<Long> race(long seed, Erasing erasing) throws Exception {
        holding.set(HOLDERS);
        var workers = Executors.newFixedThreadPool(ERASERS + HOLDERS);
        try {
            var work = new ArrayList<Callable<List<Long>>>();
            for (var number = 0; number < HOLDERS; number++) {
                var random = new Random(seed * 31 + number);
                work.add(() -> holdAndLook(random));
            }
            for (var number = 0; number < ERASERS; number++) {
                var random = new Random(seed * 37 + number);
                work.add(() -> eraseWhileAnybodyHolds(random, erasing));
            }
            var lost = new ArrayList<Long>();
            for (var done : workers.invokeAll(work)) {
                lost.addAll(done.get());
            }
            return lost;
        } finally {
            workers.shutdownNow();
        }
    }

    private List<Long> eraseWhileAnybodyHolds(Random random, Erasing erasing) throws SQLException {
        while (holding.get() > 0) {
            var command = UUID.randomUUID();
            var chosen = choose(random, command);
            dawdle(random);
            if (!chosen.isEmpty()) {
                erased.addAndGet(erasing.erase(random, chosen, command));
                records.add(
                        CATEGORIES.get(random.nextInt(CATEGORIES.size())),
                        subject(random.nextInt(PERSONS)).array(),
                        chosen.size());
            }
        }
        return List.of();
    }

    /** As whoever issues a command does: holds, choice and permit in one transaction. */
    private List<Long> choose(Random random, UUID command) throws SQLException {
        var some = records.some(1 + random.nextInt(6));
        return QuarkusTransaction.requiringNew().call(() -> {
            var inForce = holds.inForce(organisation, holds.today(organisation));
            dawdle(random);
            var free = some.stream()
                    .filter(entry -> inForce.covers(system, entry.category(), List.of(entry.subject()))
                            .isEmpty())
                    .toList();
            permits.issue(command, organisation, system, inForce.epoch());
            var ids = new ArrayList<>(free.stream().map(Entry::id).toList());
            for (var entry : free) {
                if (entry.category().equals(PARENT)) {
                    ids.addAll(childrenThatNobodyHolds(entry, inForce));
                }
            }
            return ids.stream().distinct().toList();
        });
    }

    /** As a data system does: what hangs on a record goes with it, except for what the command excepts. */
    private List<Long> childrenThatNobodyHolds(Entry parent, HoldsInForce inForce) throws SQLException {
        var owner = ByteBuffer.wrap(parent.subject());
        var excepted = inForce.personsFor(system).stream()
                .filter(held -> held.category() == null || held.category().equals(CHILD))
                .anyMatch(held -> held.identifiers().isEmpty()
                        || vault.subjects(organisation, held.identifiers()).contains(owner));
        return excepted
                ? List.of()
                : records.present(owner, CHILD).stream().sorted().limit(2).toList();
    }

    /** As a data system does, in one transaction or in several under the same permit. */
    private int eraseUnderPermit(Random random, List<Long> ids, UUID command) throws SQLException {
        var gone = 0;
        for (var batch : batches(random, ids)) {
            gone += records.erase(batch, leave(random, command));
            dawdle(random);
            permits.settle(command);
        }
        QuarkusTransaction.requiringNew().run(() -> permits.answered(command));
        return gone;
    }

    private Leave leave(Random random, UUID command) {
        return () -> {
            dawdle(random);
            var redemption = permits.redeem(command);
            dawdle(random);
            if (redemption != Permits.Redemption.REDEEMED) {
                revoked.incrementAndGet();
                return false;
            }
            // Now and then a transaction fails at the very end.
            return random.nextInt(10) != 0;
        };
    }

    private static List<List<Long>> batches(Random random, List<Long> ids) {
        return ids.size() > 2 && random.nextBoolean()
                ? List.of(ids.subList(0, 2), ids.subList(2, ids.size()))
                : List.of(ids);
    }

    private List<Long> holdAndLook(Random random) throws SQLException {
        var lost = new ArrayList<Long>();
        try {
            for (var number = 0; number < HOLDS_EACH; number++) {
                lost.addAll(holdAndLookOnce(random));
            }
        } finally {
            holding.decrementAndGet();
        }
        return lost;
    }

    private List<Long> holdAndLookOnce(Random random) throws SQLException {
        var person = random.nextInt(3) == 0 ? -1 : random.nextInt(PERSONS);
        var category = random.nextBoolean() ? CATEGORIES.get(random.nextInt(CATEGORIES.size())) : null;
        var bySystem = (person < 0 && category == null) || random.nextInt(3) == 0;
        var placement = new Placement(
                organisation,
                HoldReason.LEGAL_CLAIM,
                null,
                person < 0 ? List.of() : List.of(identifier(person)),
                bySystem ? system : null,
                category,
                null,
                null);
        var holdId = QuarkusTransaction.requiringNew()
                .call(() -> register.place("system:retention-service", placement))
                .get(0);
        register.awaitInForce(organisation, holdId, PATIENCE);
        assertThat(register.standing(organisation, holdId).orElseThrow().inFlight())
                .isZero();
        var subject = person < 0 ? null : subject(person);
        var held = records.present(subject, category);
        for (var look = 0; look < 5; look++) {
            dawdle(random);
        }
        held.removeAll(records.present(subject, category));
        QuarkusTransaction.requiringNew().run(() -> register.lift(organisation, holdId, "system:retention-service"));
        for (var rest = random.nextInt(6); rest > 0; rest--) {
            dawdle(random);
        }
        return List.copyOf(held);
    }

    private static PersonIdentifier identifier(int person) {
        return new PersonIdentifier("customer-number", "K-" + person);
    }

    private ByteBuffer subject(int person) {
        return vault.subjects(organisation, List.of(identifier(person)))
                .iterator()
                .next();
    }

    /** Some other thread may be faster now. */
    private static void dawdle(Random random) {
        LockSupport.parkNanos(random.nextInt(3_000_000));
    }
}
