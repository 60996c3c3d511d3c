package nl.privacyloket.retention.hold;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/** The records of a data system that a test plays: a real table, whose erasures commit or do not. */
final class PlayedRecords {

    private final DataSource dataSource;
    private final String system;

    PlayedRecords(DataSource dataSource, String system) throws SQLException {
        this.dataSource = dataSource;
        this.system = system;
        execute("create table if not exists played_record"
                + " (id bigserial primary key, system text not null, category text not null, subject bytea not null)");
    }

    /** Makes redemptions of this system's permits take a while between the look at the holds and their commit. */
    void dawdleBeforeRedemptionsCommit() throws SQLException {
        execute("create or replace function dawdle() returns trigger language plpgsql as"
                + " $$ begin perform pg_sleep(random() * 0.004); return new; end $$");
        execute("create or replace trigger dawdle before update on permit for each row"
                + " when (new.system like 'race-%' and new.state = 'redeemed') execute function dawdle()");
    }

    record Entry(long id, String category, byte[] subject) {}

    private void execute(String statement) throws SQLException {
        try (var connection = dataSource.getConnection();
                var execution = connection.createStatement()) {
            execution.execute(statement);
        }
    }

    void add(String category, byte[] subject, int count) throws SQLException {
        try (var connection = dataSource.getConnection();
                var insert = connection.prepareStatement("insert into played_record (system, category, subject)"
                        + " select ?, ?, ? from generate_series(1, ?)")) {
            insert.setString(1, system);
            insert.setString(2, category);
            insert.setBytes(3, subject);
            insert.setInt(4, count);
            insert.executeUpdate();
        }
    }

    List<Entry> some(int most) throws SQLException {
        return entries(
                "select id, category, subject from played_record where system = ? order by random() limit ?", most);
    }

    /** Ids of what is there and fits; {@code null} fits all. */
    Set<Long> present(ByteBuffer subject, String category) throws SQLException {
        var ids = new HashSet<Long>();
        for (var entry :
                entries("select id, category, subject from played_record where system = ? limit ?", 1_000_000)) {
            if ((subject == null || subject.equals(ByteBuffer.wrap(entry.subject())))
                    && (category == null || category.equals(entry.category()))) {
                ids.add(entry.id());
            }
        }
        return ids;
    }

    private List<Entry> entries(String sql, int most) throws SQLException {
        var entries = new ArrayList<Entry>();
        try (var connection = dataSource.getConnection();
                var query = connection.prepareStatement(sql)) {
            query.setString(1, system);
            query.setInt(2, most);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    entries.add(new Entry(rows.getLong(1), rows.getString(2), rows.getBytes(3)));
                }
            }
        }
        return entries;
    }

    /** What a transaction of the system asks before it commits. */
    interface Leave {
        boolean toCommit();
    }

    /** Erases in one transaction; returns how many records went. */
    int erase(Collection<Long> ids, Leave leave) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var erased = delete(connection, ids);
                if (leave.toCommit()) {
                    connection.commit();
                    return erased;
                }
                connection.rollback();
                return 0;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static int delete(Connection connection, Collection<Long> ids) throws SQLException {
        try (var delete = connection.prepareStatement("delete from played_record where id = any (?)")) {
            delete.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            return delete.executeUpdate();
        }
    }
}
