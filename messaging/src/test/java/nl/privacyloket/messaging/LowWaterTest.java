package nl.privacyloket.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.messaging.database.LowWater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LowWaterTest {
    private static final String INSERT = """
            insert into outbox (event_id, topic, key, type, organisation, time, data) select 'e', 't', 'k', 't', 'o', now(), ''
            from generate_series(1, %d)
            """;

    private final MessagingWorld world = MessagingWorld.create();
    private final LowWater lowWater = new LowWater("outbox", Duration.ZERO);
    private Connection reader;
    private Connection writer;

    @BeforeEach
    void connect() throws SQLException {
        reader = world.dataSource.getConnection();
        writer = world.dataSource.getConnection();
    }

    @AfterEach
    void close() throws SQLException {
        reader.close();
        writer.close();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void append(Connection connection, int rows) throws SQLException {
        execute(connection, INSERT.formatted(rows));
    }

    /** Everything that a relay would find. */
    private List<Long> read() throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (PreparedStatement select =
                reader.prepareStatement("select id from outbox where id > ? order by id limit 100")) {
            select.setLong(1, lowWater.mark(reader));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getLong(1));
                }
            }
        }
        lowWater.read(ids);
        return ids;
    }

    private long mark() throws SQLException {
        read();
        read();
        return lowWater.mark(reader);
    }

    @Test
    void beginsAtTheBeginning() throws SQLException {
        assertThat(lowWater.mark(reader)).isZero();
    }

    @Test
    void passesWhatIsDone() throws SQLException {
        append(writer, 10);
        execute(writer, "delete from outbox where id <= 7");

        assertThat(mark()).isEqualTo(7);
        assertThat(read()).containsExactly(8L, 9L, 10L);
    }

    @Test
    void passesAllWhenNothingIsLeft() throws SQLException {
        append(writer, 10);
        execute(writer, "delete from outbox");

        assertThat(mark()).isEqualTo(10);
        append(writer, 1);
        assertThat(read()).containsExactly(11L);
    }

    @Test
    void waitsForWhoeverTookAnIdAndHasNotCommitted() throws SQLException {
        writer.setAutoCommit(false);
        append(writer, 1);
        try (Connection faster = world.dataSource.getConnection()) {
            append(faster, 5);
            execute(faster, "delete from outbox where id <= 6");
        }
        long meanwhile = mark();
        writer.commit();

        assertThat(meanwhile).isZero();
        assertThat(read()).containsExactly(1L);
    }

    /** The newest of all transactions: what a snapshot says of those that are to come is not above its number. */
    @Test
    void waitsForWhoeverCameLastAndHasNotCommitted() throws SQLException {
        writer.setAutoCommit(false);
        append(writer, 1);
        long meanwhile = Math.max(mark(), mark());
        writer.commit();

        assertThat(meanwhile).isZero();
        assertThat(read()).containsExactly(1L);
    }

    @Test
    void aSnapshotThatIsHeldDoesNotHoldItBack() throws SQLException {
        writer.setAutoCommit(false);
        writer.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        execute(writer, "select count(*) from outbox");
        try (Connection other = world.dataSource.getConnection()) {
            append(other, 5);
            execute(other, "delete from outbox");
        }

        assertThat(mark()).isEqualTo(5);
    }

    /** It may see a database that was restored meanwhile. */
    @Test
    void anotherSessionBeginsAtTheBeginning() throws SQLException {
        append(writer, 10);
        execute(writer, "delete from outbox where id <= 7");
        mark();

        assertThat(lowWater.mark(writer)).isZero();
    }

    /** Otherwise somebody could have an id and no number yet, and not be waited for. */
    @Test
    void whoTakesAnIdHasANumberBefore() throws SQLException {
        writer.setAutoCommit(false);
        // Inserts nothing, and so would need no number.
        execute(writer, INSERT.formatted(0));

        try (Statement select = writer.createStatement();
                ResultSet row = select.executeQuery("select pg_current_xact_id_if_assigned() is not null")) {
            row.next();
            assertThat(row.getBoolean(1)).isTrue();
        }
    }
}
