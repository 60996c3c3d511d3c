package nl.privacyloket.retention.restore;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.messaging.event.OutgoingEvent;

/**
 * What data systems were told to erase, as it was sent: sealed to the system, so that nobody here can read it back. A system
 * that is restored from a backup gets again what it had erased since.
 */
@ApplicationScoped
public class ErasureLog {
    private static final String KEEP = """
            insert into erasure_log (command_id, organisation, system, event_type, message_key, data, kept_at)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (command_id) do update set data = excluded.data
            """;
    private static final String EXECUTED = """
            update erasure_log
               set executed_at = coalesce(executed_at, ?), last_executed_at = greatest(last_executed_at, ?),
                   execution = coalesce(execution, nextval('erasure_execution'))
             where command_id = ?
            """;

    private static final String REPEATED = """
            update erasure_log set last_executed_at = greatest(last_executed_at, ?) where command_id = ?
            """;
    private static final String SYSTEMS = "select distinct organisation, system from erasure_log order by 1, 2";
    private static final String FORGET = """
            delete from erasure_log l
             where l.organisation = ? and l.system = ? and coalesce(l.last_executed_at, l.kept_at) < ?
               and not exists (select 1 from restore_step s join job j on j.job_id = s.job_id
                                where s.logged = l.command_id and j.state = 'running')
            """;

    private final DataSource dataSource;
    private final Clock clock;

    ErasureLog(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** Keeps a command that goes out with the running transaction; sent once more, it takes the place of the earlier one. */
    public void keep(UUID commandId, String system, OutgoingEvent command) {
        keep(commandId, command.organisation(), system, command.type(), command.key(), EventJson.write(command.data()));
    }

    /**
     * As {@link #keep(UUID, String, OutgoingEvent)}.
     *
     * @param eventType such as {@code nl.privacyloket.command.erase.v1}
     * @param key key of the message
     * @param data the event's data as sent
     */
    public void keep(UUID commandId, String organisation, String system, String eventType, String key, byte[] data) {
        try (var connection = dataSource.getConnection();
                var insert = connection.prepareStatement(KEEP)) {
            insert.setObject(1, commandId);
            insert.setString(2, organisation);
            insert.setString(3, system);
            insert.setString(4, eventType);
            insert.setString(5, key);
            insert.setBytes(6, data);
            insert.setObject(7, clock.instant().atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("a command could not be kept, SQLSTATE " + e.getSQLState(), e);
        }
    }

    /**
     * The system says that it carried a command out, or a part of it. Said again, the first time is its place among
     * others, and a backup from before the last time holds some of it.
     *
     * @param at when, by the system's word
     */
    public void executed(UUID commandId, Instant at) {
        try (var connection = dataSource.getConnection()) {
            executed(connection, commandId, at);
        } catch (SQLException e) {
            throw new IllegalStateException("an execution could not be kept, SQLSTATE " + e.getSQLState(), e);
        }
    }

    /** It was carried out once more, after a restore: a backup of between may hold it again. */
    void repeated(UUID commandId, Instant at) {
        try (var connection = dataSource.getConnection();
                var update = connection.prepareStatement(REPEATED)) {
            update.setObject(1, at.atOffset(ZoneOffset.UTC));
            update.setObject(2, commandId);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("a repetition could not be kept, SQLSTATE " + e.getSQLState(), e);
        }
    }

    /** The data systems of which something is kept. */
    List<LoggedSystem> systems() {
        try (var connection = dataSource.getConnection();
                var query = connection.prepareStatement(SYSTEMS);
                var rows = query.executeQuery()) {
            var systems = new ArrayList<LoggedSystem>();
            while (rows.next()) {
                systems.add(new LoggedSystem(rows.getString(1), rows.getString(2)));
            }
            return systems;
        } catch (SQLException e) {
            throw new IllegalStateException("the erasure log could not be read, SQLSTATE " + e.getSQLState(), e);
        }
    }

    record LoggedSystem(String organisation, String system) {}

    /** Forgets what no backup of a system can bring back, but for what a restore is repeating; how much. */
    int forget(LoggedSystem of, Instant before) {
        try (var connection = dataSource.getConnection();
                var delete = connection.prepareStatement(FORGET)) {
            delete.setString(1, of.organisation());
            delete.setString(2, of.system());
            delete.setObject(3, before.atOffset(ZoneOffset.UTC));
            return delete.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("the erasure log could not be shortened, SQLSTATE " + e.getSQLState(), e);
        }
    }

    private static void executed(Connection connection, UUID commandId, Instant at) throws SQLException {
        try (var update = connection.prepareStatement(EXECUTED)) {
            update.setObject(1, at.atOffset(ZoneOffset.UTC));
            update.setObject(2, at.atOffset(ZoneOffset.UTC));
            update.setObject(3, commandId);
            update.executeUpdate();
        }
    }
}
