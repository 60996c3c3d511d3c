package nl.privacyloket.retention.register;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import nl.privacyloket.retention.register.Streams.Stream;
import org.jboss.logging.Logger;

/**
 * Works all due dates out anew when the rules about them have changed: because a policy came, or because the day came
 * that one applies from. In pieces with a transaction each; any number of instances share the work, by stream, and
 * whoever is left goes on where another one stopped.
 */
@ApplicationScoped
class DueRecomputation {
    private static final Logger LOG = Logger.getLogger(DueRecomputation.class);
    private static final String ORGANISATIONS = "select distinct organisation from holding_stream order by 1";
    private static final String STANDING = """
            select b.stream, b.rules from due_basis b join holding_stream s on s.id = b.stream where s.organisation = ?
            """;
    private static final String WAIT_FOR_PIECES = """
            select 1 from due_basis b join holding_stream s on s.id = b.stream where s.organisation = ?
             order by b.stream for update of b
            """;
    private static final String BEGIN = """
            update due_basis set rules = ?, after_ref = '', examined = 0, changed = 0, began_at = ?, finished_at = null
             where stream = ?
            """;
    private static final String CLAIM = """
            select s.id, s.organisation, s.system, s.category, b.rules, b.after_ref
              from due_basis b join holding_stream s on s.id = b.stream
             where b.finished_at is null and b.stream <> all (?)
             order by b.stream limit 1 for update of b skip locked
            """;
    private static final String ADVANCE = """
            update due_basis set after_ref = coalesce(?, after_ref), examined = examined + ?, changed = changed + ?,
                   finished_at = ? where stream = ?
            """;

    private final DataSource dataSource;
    private final HoldingRegister register;
    private final Streams streams;
    private final DueUpdates updates;
    private final Clock clock;

    DueRecomputation(
            DataSource dataSource, HoldingRegister register, Streams streams, DueUpdates updates, Clock clock) {
        this.dataSource = dataSource;
        this.register = register;
        this.streams = streams;
        this.updates = updates;
        this.clock = clock;
    }

    /** Begins where rules have changed, and does what is open. */
    @Scheduled(every = "${privacyloket.register.check-every:10s}", concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        for (var organisation : organisations()) {
            if (!outdated(organisation).isEmpty()) {
                QuarkusTransaction.requiringNew().run(() -> begin(organisation));
            }
        }
        // Rules that changed once more meanwhile: that stream begins anew next time.
        List<Integer> passedOver = new ArrayList<>();
        while (QuarkusTransaction.requiringNew().call(() -> nextPiece(passedOver))) {
            // Each piece commits by itself, so that what is done stays done.
        }
    }

    private List<String> organisations() {
        try (var connection = dataSource.getConnection();
                var query = connection.prepareStatement(ORGANISATIONS);
                var rows = query.executeQuery()) {
            List<String> organisations = new ArrayList<>();
            while (rows.next()) {
                organisations.add(rows.getString(1));
            }
            return organisations;
        } catch (SQLException e) {
            throw new RegisterUnavailable(e);
        }
    }

    private Map<Stream, String> outdated(String organisation) {
        try (var connection = dataSource.getConnection()) {
            return outdated(connection, organisation);
        } catch (SQLException e) {
            throw new RegisterUnavailable(e);
        }
    }

    /** Streams whose dates stand by other rules than those in force, with these. */
    private Map<Stream, String> outdated(Connection connection, String organisation) throws SQLException {
        var standing = new HashMap<Integer, String>();
        try (var query = connection.prepareStatement(STANDING)) {
            query.setString(1, organisation);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    standing.put(rows.getInt(1), rows.getString(2));
                }
            }
        }
        var terms = register.terms(organisation);
        var outdated = new HashMap<Stream, String>();
        for (var stream : streams.all(connection, organisation)) {
            var basis = terms.basis(stream.category());
            if (!basis.equals(standing.get(stream.id()))) {
                outdated.put(stream, basis);
            }
        }
        return outdated;
    }

    /** Waits for batches that still went by the rules of before; all that follow go by those of now. */
    private void begin(String organisation) {
        try (var connection = dataSource.getConnection()) {
            // In the order in which a piece takes them, so that the two cannot wait for each other.
            try (var pieces = connection.prepareStatement(WAIT_FOR_PIECES)) {
                pieces.setString(1, organisation);
                pieces.execute();
            }
            RegisterLocks.rules(connection, organisation);
            try (var begin = connection.prepareStatement(BEGIN)) {
                for (var outdated : outdated(connection, organisation).entrySet()) {
                    begin.setString(1, outdated.getValue());
                    begin.setObject(2, clock.instant().atOffset(ZoneOffset.UTC));
                    begin.setInt(3, outdated.getKey().id());
                    begin.executeUpdate();
                    LOG.infof(
                            "due dates are worked out anew organisation=%s system=%s category=%s",
                            organisation,
                            outdated.getKey().system(),
                            outdated.getKey().category());
                }
            }
        } catch (SQLException e) {
            throw new RegisterUnavailable(e);
        }
    }

    /** @return whether there may be more */
    private boolean nextPiece(List<Integer> passedOver) {
        try (var connection = dataSource.getConnection();
                var claim = connection.prepareStatement(CLAIM)) {
            claim.setArray(1, connection.createArrayOf("int4", passedOver.toArray()));
            try (var row = claim.executeQuery()) {
                if (!row.next()) {
                    return false;
                }
                var stream = new Stream(row.getInt(1), row.getString(2), row.getString(3), row.getString(4));
                piece(connection, stream, row.getString(5), row.getString(6), passedOver);
                return true;
            }
        } catch (SQLException e) {
            throw new RegisterUnavailable(e);
        }
    }

    private void piece(Connection connection, Stream stream, String basis, String afterRef, List<Integer> passedOver)
            throws SQLException {
        RegisterLocks.many(connection, stream.organisation());
        var terms = register.terms(stream.organisation());
        if (!terms.basis(stream.category()).equals(basis)) {
            passedOver.add(stream.id());
            return;
        }
        var piece = updates.next(connection, stream, afterRef, terms);
        try (var advance = connection.prepareStatement(ADVANCE)) {
            advance.setString(1, piece.last());
            advance.setInt(2, piece.examined());
            advance.setInt(3, piece.changed());
            advance.setObject(4, piece.isLast() ? clock.instant().atOffset(ZoneOffset.UTC) : null);
            advance.setInt(5, stream.id());
            advance.executeUpdate();
        }
        if (piece.isLast()) {
            LOG.infof(
                    "due dates worked out organisation=%s system=%s category=%s",
                    stream.organisation(), stream.system(), stream.category());
        }
    }
}
