package nl.privacyloket.retention.certificate;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import nl.privacyloket.retention.date.Moments;

/**
 * Commands of sweeps that are through, as their tables have them: carried out and verified, with or without something left, or
 * stopped before.
 */
@ApplicationScoped
class EndedSweeps {
    private static final String UNCERTIFIED = """
            (select command_id from sweep_command
              where state = 'done' and verified_at is not null and not certified
              order by verified_at limit ?)
            union all
            (select command_id from sweep_command c
              where state = 'failed' and last_failure = 'left-over' and not certified
                and exists (select 1 from sweep_outcome o
                             where o.command_id = c.command_id and o.erased + o.anonymised + o.restricted > 0)
              order by command_id limit ?)
            union all
            (select command_id from sweep_command
              where state in ('failed', 'revoked') and closed and stopped_at is not null and last_failure <> 'left-over'
                and scope <> 'request-file' and not certified
              order by command_id limit ?)
            """;
    private static final String CLAIM = """
            update sweep_command set certified = true
             where command_id = (select command_id from sweep_command
                                  where command_id = ? and not certified for update skip locked)
            returning command_id, organisation, system, on_day, scope, action, categories, request_id, policy_version,
                      case when verify_id is null then attempts else order_attempts end as attempts,
                      issued_at, executed_at, verified_at, stopped_at, verify_id is not null as was_answered,
                      case when state in ('failed', 'revoked') then last_failure end as failure
            """;
    /** What is left of records is known for as long as nothing else was ordered about them. */
    private static final String LEFT_OVER = """
            select distinct s.category
              from sweep_claim c join holding_stream s on s.id = c.stream
             where c.command_id = ?
               and not exists (select 1 from sweep_kept k where k.command_id = c.command_id and k.record = c.position)
             order by s.category
            """;

    private static final String LEFT_OVER_FOUND = "left-over";
    private static final String OUTCOMES = """
            select category, rule, erased, anonymised, restricted, kept from sweep_outcome
             where command_id = ? order by category
            """;
    private static final String KEPT = """
            select distinct category, reason from sweep_kept where command_id = ? order by category, reason
            """;

    private final DataSource dataSource;

    EndedSweeps(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * One command.
     *
     * @param attempts how often it was ordered
     * @param executedAt when the system had carried it out; {@code null} when it did not say
     * @param verifiedAt {@code null} when something was left that should have gone, or nobody could look
     * @param leftOver categories of which the separate look found some
     * @param stop {@code null} when it came to its end
     */
    record Sweep(
            UUID commandId,
            String organisation,
            String system,
            LocalDate on,
            String scope,
            String action,
            List<String> categories,
            UUID requestId,
            int policyVersion,
            int attempts,
            Instant issuedAt,
            Instant executedAt,
            Instant verifiedAt,
            List<Outcome> outcomes,
            List<Kept> kept,
            List<String> leftOver,
            Stop stop) {

        private static final String REQUEST_FILE = "request-file";

        /** Our own services say so themselves, and nobody looks again. */
        boolean isOwnWord() {
            return REQUEST_FILE.equals(scope);
        }

        boolean isVerified(String category) {
            return !isOwnWord() && stop == null && !leftOver.contains(category);
        }

        Instant endedAt() {
            return verifiedAt == null ? lastErasedAt() : verifiedAt;
        }

        /** As far as it is known. */
        Instant lastErasedAt() {
            return executedAt == null && stop != null ? stop.at() : executedAt;
        }
    }

    /**
     * That a command was given up, or stopped by the system.
     *
     * @param failure why, as a code
     * @param wasCarriedOut whether the system had carried it out, so that it is the look at what is left that failed
     */
    record Stop(String failure, Instant at, boolean wasCarriedOut) {}

    /** @param rule the rule that it went by; {@code null} when it was several, or none */
    record Outcome(String category, String rule, long erased, long anonymised, long restricted, long kept) {}

    record Kept(String category, String reason) {}

    /** Some that have no certificate yet, the longest verified first. */
    List<UUID> withoutCertificate(int most) {
        try (var connection = dataSource.getConnection();
                var query = connection.prepareStatement(UNCERTIFIED)) {
            query.setInt(1, most);
            query.setInt(2, most);
            query.setInt(3, most);
            var found = new ArrayList<UUID>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getObject(1, UUID.class));
                }
            }
            return found;
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    /** Takes one for a certificate, with the running transaction; empty when somebody else has it. */
    Optional<Sweep> take(UUID commandId) {
        try (var connection = dataSource.getConnection();
                var update = connection.prepareStatement(CLAIM)) {
            update.setObject(1, commandId);
            try (var row = update.executeQuery()) {
                return row.next() ? Optional.of(sweep(connection, row)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    private static Sweep sweep(Connection connection, ResultSet row) throws SQLException {
        var commandId = row.getObject("command_id", UUID.class);
        var categories = List.of((String[]) row.getArray("categories").getArray());
        var failure = row.getString("failure");
        var isLeftOver = LEFT_OVER_FOUND.equals(failure);
        return new Sweep(
                commandId,
                row.getString("organisation"),
                row.getString("system"),
                row.getObject("on_day", LocalDate.class),
                row.getString("scope"),
                row.getString("action"),
                categories,
                row.getObject("request_id", UUID.class),
                row.getInt("policy_version"),
                row.getInt("attempts"),
                Moments.of(row, "issued_at"),
                Moments.of(row, "executed_at"),
                Moments.of(row, "verified_at"),
                outcomes(connection, commandId),
                kept(connection, commandId),
                isLeftOver ? leftOver(connection, commandId, categories) : List.of(),
                failure == null || isLeftOver
                        ? null
                        : new Stop(failure, Moments.of(row, "stopped_at"), row.getBoolean("was_answered")));
    }

    private static List<String> leftOver(Connection connection, UUID commandId, List<String> all) throws SQLException {
        try (var query = connection.prepareStatement(LEFT_OVER)) {
            query.setObject(1, commandId);
            var categories = new ArrayList<String>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    categories.add(rows.getString(1));
                }
            }
            return categories.isEmpty() ? all : categories;
        }
    }

    private static List<Outcome> outcomes(Connection connection, UUID commandId) throws SQLException {
        try (var query = connection.prepareStatement(OUTCOMES)) {
            query.setObject(1, commandId);
            var outcomes = new ArrayList<Outcome>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    outcomes.add(new Outcome(
                            rows.getString("category"),
                            rows.getString("rule"),
                            rows.getLong("erased"),
                            rows.getLong("anonymised"),
                            rows.getLong("restricted"),
                            rows.getLong("kept")));
                }
            }
            return outcomes;
        }
    }

    private static List<Kept> kept(Connection connection, UUID commandId) throws SQLException {
        try (var query = connection.prepareStatement(KEPT)) {
            query.setObject(1, commandId);
            var kept = new ArrayList<Kept>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    kept.add(new Kept(rows.getString("category"), rows.getString("reason")));
                }
            }
            return kept;
        }
    }

    private static IllegalStateException unusable(SQLException e) {
        return new IllegalStateException("sweeps could not be read, SQLSTATE " + e.getSQLState(), e);
    }
}
