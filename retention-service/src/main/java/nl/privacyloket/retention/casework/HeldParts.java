package nl.privacyloket.retention.casework;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** What cases left because of holds, each part with the hold that it waits for. */
@ApplicationScoped
class HeldParts {
    private static final String FORGET = "delete from held_part where request_id = ?";
    private static final String KEEP = """
            insert into held_part (request_id, system, category, organisation, hold_id) values (?, ?, ?, ?, ?)
            """;
    private static final String OF_REQUEST = """
            select system, category from held_part where request_id = ? order by system, category
            """;
    private static final String FREE = """
            select distinct c.request_id
              from request_case c join held_part p using (request_id) left join hold h using (hold_id)
             where c.state = 'held' and (h.hold_id is null or h.lifted_at is not null or h.ended_at is not null)
             order by c.request_id limit ?
            """;

    /** Which hold a system refused for is not known: any that ended and was about it counts. An open request holds no erasure. */
    private static final String REFUSED = """
            select distinct c.request_id
              from request_case c join system_task t on t.request_id = c.request_id and t.round = c.round
             where c.state = 'executing' and c.exercised_right = 'erasure' and c.failure is not null
               and t.command = 'erase' and t.state = 'failed' and not t.superseded and t.last_failure = any (?)
               and exists (select 1 from hold h
                            where h.organisation = c.organisation and h.reason <> 'open-request'
                              and (h.system is null or h.system = t.system)
                              and greatest(h.lifted_at, h.ended_at) > t.sent_at)
             order by c.request_id limit ?
            """;

    private final DataSource dataSource;

    HeldParts(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** @param holdId {@code null} when nothing holds it any more */
    record Part(String system, String category, UUID holdId) {}

    /** The parts of one case. */
    record OfCase(List<Part> parts) {

        boolean has(String system, String category) {
            return parts.stream()
                    .anyMatch(part ->
                            part.system().equals(system) && part.category().equals(category));
        }

        List<String> systems() {
            return parts.stream().map(Part::system).distinct().toList();
        }
    }

    OfCase of(RequestCase request) {
        var parts = new ArrayList<Part>();
        try (var connection = dataSource.getConnection();
                var query = connection.prepareStatement(OF_REQUEST)) {
            query.setObject(1, request.requestId());
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    parts.add(new Part(rows.getString(1), rows.getString(2), null));
                }
            }
        } catch (SQLException e) {
            throw unusable(e);
        }
        return new OfCase(parts);
    }

    /** From now on the case waits for these alone. */
    void replace(RequestCase request, List<Part> parts) {
        try (var connection = dataSource.getConnection()) {
            try (var delete = connection.prepareStatement(FORGET)) {
                delete.setObject(1, request.requestId());
                delete.executeUpdate();
            }
            try (var insert = connection.prepareStatement(KEEP)) {
                for (var part : parts) {
                    insert.setObject(1, request.requestId());
                    insert.setString(2, part.system());
                    insert.setString(3, part.category());
                    insert.setString(4, request.organisation());
                    insert.setObject(5, part.holdId());
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    /** Cases with a part that its hold no longer keeps. */
    List<UUID> free(int most) {
        try (var connection = dataSource.getConnection();
                var query = connection.prepareStatement(FREE)) {
            query.setInt(1, most);
            return ids(query);
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    /** Cases that a system refused for one of these reasons, where a hold has ended since it was told to erase. */
    List<UUID> refused(Collection<String> reasons, int most) {
        try (var connection = dataSource.getConnection();
                var query = connection.prepareStatement(REFUSED)) {
            query.setArray(1, connection.createArrayOf("text", reasons.toArray()));
            query.setInt(2, most);
            return ids(query);
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    private static List<UUID> ids(PreparedStatement query) throws SQLException {
        var ids = new ArrayList<UUID>();
        try (var rows = query.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getObject(1, UUID.class));
            }
        }
        return ids;
    }

    private static IllegalStateException unusable(SQLException e) {
        return new IllegalStateException("held parts could not be read or written, SQLSTATE " + e.getSQLState(), e);
    }
}
