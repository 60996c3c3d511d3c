package nl.privacyloket.retention.sweep;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.retention.sweep.Judgement.Judged;

/** Which record is in which command. A second command for a record that is in one fails on the key, whoever makes it. */
@ApplicationScoped
class Claims {
    private static final String INSERT = """
            insert into sweep_claim (stream, record_ref, command_id, position, rule, started_on)
            select stream, record_ref, ?, position - 1, rule, started_on::date
              from unnest(?::int[], ?::text[], ?::text[], ?::text[])
                   with ordinality as claimed(stream, record_ref, rule, started_on, position)
            """;
    private static final String OF = """
            select c.position, c.stream, c.record_ref, c.rule, s.category
              from sweep_claim c join holding_stream s on s.id = c.stream
             where c.command_id = ? order by c.position
            """;
    private static final String RELEASE = "delete from sweep_claim where command_id = any (?)";
    private static final String RELEASE_SOME = "delete from sweep_claim where command_id = ? and position = any (?)";
    /** A record that was registered with another date meanwhile is not the one that is gone. */
    private static final String FORGET = """
            delete from holding where (stream, record_ref) in (
                   select h.stream, h.record_ref
                     from sweep_claim c
                     join holding h on h.stream = c.stream and h.record_ref = c.record_ref
                                   and h.started_on = c.started_on
                    where c.command_id = ? and c.position = any (?)
                    order by h.stream, h.record_ref for update of h)
            """;

    /** A record in a command. */
    record Claim(int position, int stream, String recordRef, String rule, String category) {}

    void insert(Connection connection, UUID commandId, List<Judged> items) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, commandId);
            insert.setArray(
                    2,
                    connection.createArrayOf(
                            "int4",
                            items.stream().map(item -> item.holding().stream()).toArray()));
            insert.setArray(
                    3,
                    connection.createArrayOf(
                            "text",
                            items.stream()
                                    .map(item -> item.holding().recordRef())
                                    .toArray()));
            insert.setArray(
                    4,
                    connection.createArrayOf(
                            "text",
                            items.stream().map(item -> item.due().ruleId()).toArray()));
            insert.setArray(
                    5,
                    connection.createArrayOf(
                            "text",
                            items.stream()
                                    .map(item -> item.holding().startedOn().toString())
                                    .toArray()));
            insert.executeUpdate();
        }
    }

    List<Claim> of(Connection connection, UUID commandId) throws SQLException {
        try (var query = connection.prepareStatement(OF)) {
            query.setObject(1, commandId);
            var claims = new ArrayList<Claim>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    claims.add(new Claim(
                            rows.getInt(1), rows.getInt(2), rows.getString(3), rows.getString(4), rows.getString(5)));
                }
            }
            return claims;
        }
    }

    /** The records of these commands may be ordered anew. */
    void release(Connection connection, Collection<UUID> commandIds) throws SQLException {
        try (var delete = connection.prepareStatement(RELEASE)) {
            delete.setArray(1, connection.createArrayOf("uuid", commandIds.toArray()));
            delete.executeUpdate();
        }
    }

    /** These records are gone: the register forgets them. */
    void gone(Connection connection, UUID commandId, Collection<Integer> positions) throws SQLException {
        var places = positions.toArray();
        some(connection, FORGET, commandId, places);
        some(connection, RELEASE_SOME, commandId, places);
    }

    /** These records are dealt with, and stay in the register. */
    void dealtWith(Connection connection, UUID commandId, Collection<Integer> positions) throws SQLException {
        some(connection, RELEASE_SOME, commandId, positions.toArray());
    }

    private static void some(Connection connection, String statement, UUID commandId, Object[] positions)
            throws SQLException {
        try (var change = connection.prepareStatement(statement)) {
            change.setObject(1, commandId);
            change.setArray(2, connection.createArrayOf("int4", positions));
            change.executeUpdate();
        }
    }
}
