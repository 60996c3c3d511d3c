package nl.privacyloket.retention.hold;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The table of permits. Each method runs in the transaction of its connection. */
final class PermitRows {
    private static final String INSERT = """
            insert into permit (command_id, organisation, system, categories, own_request, epoch, state, issued_at)
            values (?, ?, ?, ?, ?, ?, 'issued', ?)
            on conflict (command_id) do update
               set state = case permit.state when 'answered' then 'issued' else permit.state end, answered_at = null
             where permit.answered_at is not null
            """;
    private static final String FIND = """
            select command_id, organisation, system, categories, own_request, epoch, state, withdrawn
              from permit where command_id = ?
            """;
    /** Who held what when the permit was issued was heeded; a hold about persons may concern anybody. */
    private static final String REVOKED = """
            select exists (
              select 1 from hold
               where organisation = ? and epoch > ? and lifted_at is null and ended_at is null
                 and (system is null or system = ?)
                 and (category is null or cardinality(?) = 0 or category = any (?))
                 and (not ? or reason <> 'open-request'))
            """;

    private static final String REDEEM = """
            update permit set state = 'redeemed', redeemed_epoch = ?, redeemed_at = ? where command_id = ?
            """;
    private static final String SETTLE = """
            update permit set state = 'settled' where command_id = ? and state = 'redeemed' returning organisation
            """;
    private static final String REVOKE = """
            update permit set state = 'revoked' where command_id = ? and state not in ('revoked', 'answered')
            """;
    /** In one order whoever does this, so that two of them do not wait for each other. */
    private static final String WITHDRAW = """
            update permit set withdrawn = true where command_id in (
                   select command_id from permit
                    where command_id = any (?) and not withdrawn and state not in ('revoked', 'answered')
                    order by command_id for update)
            returning command_id, organisation
            """;

    private static final String ANSWER = """
            update permit set state = 'answered', answered_at = ? where command_id = ? and state <> 'answered'
            returning organisation, true
            """;
    private static final String ANSWER_UNLESS_REDEEMED = """
            update permit set state = case state when 'redeemed' then state else 'answered' end, answered_at = ?
             where command_id = ? and state <> 'answered'
            returning organisation, state = 'answered'
            """;
    private static final String IN_FLIGHT = """
            select hold.hold_id, count(permit.command_id)
              from hold
              left join permit on permit.organisation = hold.organisation
               and permit.state = 'redeemed' and permit.redeemed_epoch < hold.epoch
               and (hold.system is null or hold.system = permit.system)
               and (hold.category is null or cardinality(permit.categories) = 0
                    or hold.category = any (permit.categories))
               and (not permit.own_request or hold.reason <> 'open-request')
             where hold.hold_id = any (?)
             group by hold.hold_id
            """;
    private static final String REDEEMED = "select count(*) from permit where state = 'redeemed'";
    private static final String FORGET = "delete from permit where answered_at < ? and state <> 'redeemed'";

    private PermitRows() {}

    /** @param categories empty for all */
    record Permit(
            UUID commandId,
            String organisation,
            String system,
            List<String> categories,
            boolean ownRequest,
            long epoch,
            String state,
            boolean withdrawn) {

        boolean isRedeemed() {
            return "redeemed".equals(state);
        }

        boolean mayBeRedeemed() {
            return !withdrawn && !"revoked".equals(state) && !"answered".equals(state);
        }
    }

    static void insert(
            Connection connection,
            UUID commandId,
            String organisation,
            String system,
            Collection<String> categories,
            boolean ownRequest,
            long epoch,
            Instant now)
            throws SQLException {
        try (var statement = connection.prepareStatement(INSERT)) {
            statement.setObject(1, commandId);
            statement.setString(2, organisation);
            statement.setString(3, system);
            statement.setArray(
                    4,
                    connection.createArrayOf(
                            "text", categories.stream().distinct().toArray()));
            statement.setBoolean(5, ownRequest);
            statement.setLong(6, epoch);
            statement.setObject(7, now.atOffset(ZoneOffset.UTC));
            statement.executeUpdate();
        }
    }

    static Optional<Permit> find(Connection connection, UUID commandId) throws SQLException {
        return find(connection, commandId, FIND);
    }

    static Optional<Permit> lock(Connection connection, UUID commandId) throws SQLException {
        return find(connection, commandId, FIND + " for update");
    }

    private static Optional<Permit> find(Connection connection, UUID commandId, String sql) throws SQLException {
        try (var query = connection.prepareStatement(sql)) {
            query.setObject(1, commandId);
            try (var row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new Permit(
                                row.getObject("command_id", UUID.class),
                                row.getString("organisation"),
                                row.getString("system"),
                                List.of((String[]) row.getArray("categories").getArray()),
                                row.getBoolean("own_request"),
                                row.getLong("epoch"),
                                row.getString("state"),
                                row.getBoolean("withdrawn")))
                        : Optional.empty();
            }
        }
    }

    /** Whether a hold that came after the permit was issued may concern it; to be asked with the epoch shared. */
    static boolean isRevokedByHold(Connection connection, Permit permit) throws SQLException {
        var categories = connection.createArrayOf("text", permit.categories().toArray());
        try (var query = connection.prepareStatement(REVOKED)) {
            query.setString(1, permit.organisation());
            query.setLong(2, permit.epoch());
            query.setString(3, permit.system());
            query.setArray(4, categories);
            query.setArray(5, categories);
            query.setBoolean(6, permit.ownRequest());
            try (var row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    static void redeem(Connection connection, UUID commandId, long epoch, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(REDEEM)) {
            statement.setLong(1, epoch);
            statement.setObject(2, now.atOffset(ZoneOffset.UTC));
            statement.setObject(3, commandId);
            statement.executeUpdate();
        }
    }

    /** @return whose permit is settled because of this; empty when it was not redeemed, or is not there */
    static Optional<String> settle(Connection connection, UUID commandId) throws SQLException {
        try (var statement = connection.prepareStatement(SETTLE)) {
            statement.setObject(1, commandId);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    /** @return whether it was not revoked before */
    static boolean revoke(Connection connection, UUID commandId) throws SQLException {
        try (var statement = connection.prepareStatement(REVOKE)) {
            statement.setObject(1, commandId);
            return statement.executeUpdate() == 1;
        }
    }

    /** @return the commands whose permits may not be redeemed any more because of this, with their organisation */
    static Map<UUID, String> withdraw(Connection connection, Collection<UUID> commandIds) throws SQLException {
        var withdrawn = new LinkedHashMap<UUID, String>();
        try (var statement = connection.prepareStatement(WITHDRAW)) {
            statement.setArray(1, connection.createArrayOf("uuid", commandIds.toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    withdrawn.put(rows.getObject(1, UUID.class), rows.getString(2));
                }
            }
        }
        return withdrawn;
    }

    /** @return whose permit has ended because of this; empty when it had before, or is not there */
    static Optional<String> answer(Connection connection, UUID commandId, Instant now) throws SQLException {
        return answer(connection, ANSWER, commandId, now);
    }

    /**
     * One that is redeemed may still lead to a commit.
     *
     * @return whose permit has ended because of this; empty when it goes on, had ended before, or is not there
     */
    static Optional<String> answerUnlessRedeemed(Connection connection, UUID commandId, Instant now)
            throws SQLException {
        return answer(connection, ANSWER_UNLESS_REDEEMED, commandId, now);
    }

    private static Optional<String> answer(Connection connection, String sql, UUID commandId, Instant now)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, now.atOffset(ZoneOffset.UTC));
            statement.setObject(2, commandId);
            try (var row = statement.executeQuery()) {
                return row.next() && row.getBoolean(2) ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    /**
     * How many permits may still commit what the holds now forbid: redeemed before the hold came, and not settled.
     *
     * @return by hold
     */
    static Map<UUID, Integer> inFlight(Connection connection, Collection<UUID> holds) throws SQLException {
        var counts = new HashMap<UUID, Integer>();
        try (var query = connection.prepareStatement(IN_FLIGHT)) {
            query.setArray(1, connection.createArrayOf("uuid", holds.toArray()));
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    counts.put(rows.getObject(1, UUID.class), rows.getInt(2));
                }
            }
        }
        return counts;
    }

    static long redeemed(Connection connection) throws SQLException {
        try (var query = connection.prepareStatement(REDEEMED);
                var row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    static int forgetAnsweredBefore(Connection connection, Instant moment) throws SQLException {
        try (var statement = connection.prepareStatement(FORGET)) {
            statement.setObject(1, moment.atOffset(ZoneOffset.UTC));
            return statement.executeUpdate();
        }
    }
}
