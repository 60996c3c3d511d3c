package nl.privacyloket.retention.hold;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import nl.privacyloket.kit.paging.Page;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.retention.hold.HoldRows.Row;

/** Places holds and ends them. */
@ApplicationScoped
class HoldRegister {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final int AT_A_TIME = 200;

    private final DataSource dataSource;
    private final HoldVault vault;
    private final HoldFacts facts;
    private final Holds holds;
    private final SettledSignal settled;
    private final Event<HoldPlaced> placed;
    private final Event<HoldLifted> lifted;
    private final Clock clock;

    HoldRegister(
            DataSource dataSource,
            HoldVault vault,
            HoldFacts facts,
            Holds holds,
            SettledSignal settled,
            Event<HoldPlaced> placed,
            Event<HoldLifted> lifted,
            Clock clock) {
        this.dataSource = dataSource;
        this.vault = vault;
        this.facts = facts;
        this.holds = holds;
        this.settled = settled;
        this.placed = placed;
        this.lifted = lifted;
        this.clock = clock;
    }

    /**
     * What is to be held. Personal data.
     *
     * @param requestId request that brings it; {@code null} when people place it
     */
    record Placement(
            String organisation,
            HoldReason reason,
            String note,
            List<PersonIdentifier> identifiers,
            String system,
            String category,
            LocalDate until,
            UUID requestId) {
        @Override
        public String toString() {
            return "Placement[" + reason.wireName() + "]";
        }
    }

    /** A hold with how many permits may still commit what it forbids. */
    record Standing(Row row, int inFlight) {}

    /**
     * Places holds of one organisation with the running transaction. When it has committed no permit that goes by less can
     * be redeemed any more; those redeemed before are in flight until they are settled.
     */
    @Transactional(TxType.MANDATORY)
    List<UUID> place(String actor, Placement... placements) {
        var ids = Arrays.stream(placements).map(placement -> UUID.randomUUID()).toList();
        var organisation = placements[0].organisation();
        // Before the epoch is locked: who observes it takes locks of its own, and redemptions wait for the epoch.
        ids.forEach(id -> placed.fire(new HoldPlaced(id, organisation)));
        try (var connection = dataSource.getConnection()) {
            var now = clock.instant();
            var epoch = HoldRows.raiseEpoch(connection, organisation);
            for (var at = 0; at < placements.length; at++) {
                var row = row(ids.get(at), placements[at], epoch, now);
                HoldRows.insert(connection, row, vault.subjects(organisation, placements[at].identifiers()));
                facts.placed(row, actor);
            }
        } catch (SQLException e) {
            throw unusable(e);
        }
        return ids;
    }

    private Row row(UUID id, Placement placement, long epoch, Instant now) {
        var hold = new Hold(
                id,
                placement.organisation(),
                placement.reason(),
                !placement.identifiers().isEmpty(),
                placement.system(),
                placement.category(),
                placement.until(),
                epoch);
        return new Row(
                hold,
                vault.encrypt(id, placement.identifiers()),
                vault.encryptNote(id, placement.note()),
                placement.requestId(),
                now,
                null,
                null);
    }

    /** Waits, outside a transaction, until nothing that was redeemed before the hold can still commit. */
    void awaitInForce(String organisation, UUID holdId, Duration most) {
        var end = System.nanoTime() + most.toNanos();
        while (standing(organisation, holdId).orElseThrow().inFlight() > 0 && System.nanoTime() < end) {
            settled.await(LOOK_AGAIN);
        }
    }

    Optional<Standing> standing(String organisation, UUID holdId) {
        try (var connection = dataSource.getConnection()) {
            var row = HoldRows.find(connection, organisation, holdId);
            return row.isEmpty()
                    ? Optional.empty()
                    : Optional.of(standing(connection, List.of(row.get())).get(0));
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    Page<Standing> page(String organisation, boolean current, HoldReason reason, int page, int size) {
        var named = reason == null ? null : reason.wireName();
        try (var connection = dataSource.getConnection()) {
            var rows = HoldRows.page(connection, organisation, current, named, size, (long) page * size);
            var total = HoldRows.count(connection, organisation, current, named);
            return new Page<>(standing(connection, rows), page, size, total);
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    private static List<Standing> standing(Connection connection, List<Row> rows) throws SQLException {
        var ids = rows.stream()
                .filter(row -> !row.hasEnded())
                .map(row -> row.hold().holdId())
                .toList();
        Map<UUID, Integer> inFlight = ids.isEmpty() ? Map.of() : PermitRows.inFlight(connection, ids);
        return rows.stream()
                .map(row -> new Standing(row, inFlight.getOrDefault(row.hold().holdId(), 0)))
                .toList();
    }

    String note(Row row) {
        return vault.note(row.hold().holdId(), row.note());
    }

    /**
     * Lifts a hold that people placed; one that has ended stays as it is.
     *
     * @throws ProblemException 404 when there is none, 409 when it goes with its request
     */
    @Transactional(TxType.MANDATORY)
    void lift(String organisation, UUID holdId, String actor) {
        try (var connection = dataSource.getConnection()) {
            var row = HoldRows.find(connection, organisation, holdId)
                    .orElseThrow(() -> new ProblemException(404, "not-found"));
            if (row.hold().reason().isAutomatic()) {
                throw new ProblemException(409, "hold-of-request");
            }
            lift(connection, row, actor);
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    /** Lifts what was placed because of a request. */
    @Transactional(TxType.MANDATORY)
    void liftOfRequest(UUID requestId, HoldReason reason, String actor) {
        try (var connection = dataSource.getConnection()) {
            for (var row : HoldRows.ofRequest(connection, requestId, reason)) {
                lift(connection, row, actor);
            }
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    private void lift(Connection connection, Row row, String actor) throws SQLException {
        if (HoldRows.lift(connection, row.hold().holdId(), clock.instant())) {
            facts.lifted(row, actor, "hold.lifted");
            lifted.fire(new HoldLifted(row.hold().holdId(), row.hold().organisation()));
        }
    }

    List<String> organisationsWithLastDay() {
        try (var connection = dataSource.getConnection()) {
            return HoldRows.organisationsWithLastDay(connection);
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    /**
     * Ends holds of an organisation whose last day has passed there.
     *
     * @return how many; there may be more
     */
    @Transactional(TxType.MANDATORY)
    int endPast(String organisation) {
        var ended = new ArrayList<Row>();
        try (var connection = dataSource.getConnection()) {
            for (var row : HoldRows.past(connection, organisation, holds.today(organisation), AT_A_TIME)) {
                if (HoldRows.end(connection, row.hold().holdId(), clock.instant())) {
                    ended.add(row);
                }
            }
        } catch (SQLException e) {
            throw unusable(e);
        }
        for (var row : ended) {
            facts.lifted(row, HoldFacts.SELF, "hold.ended");
            lifted.fire(new HoldLifted(row.hold().holdId(), organisation));
        }
        return ended.size();
    }

    private static IllegalStateException unusable(SQLException e) {
        return new IllegalStateException("holds could not be read or written, SQLSTATE " + e.getSQLState(), e);
    }
}
