package nl.privacyloket.retention.policy;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import nl.privacyloket.retention.rule.CountFrom;
import nl.privacyloket.retention.rule.RetentionAction;
import nl.privacyloket.retention.rule.RetentionRule;
import nl.privacyloket.retention.rule.RetentionRules;
import nl.privacyloket.retention.rule.RuleKind;
import nl.privacyloket.retention.rule.Trigger;
import nl.privacyloket.retention.rule.WireName;

/** This service's projection of the published policies. */
@ApplicationScoped
public class Policies {
    private static final String INSERT = """
            insert into policy (organisation, version, valid_from, zone, published_at, scope) values (?, ?, ?, ?, ?, ?)
            on conflict do nothing
            """;
    private static final String INSERT_RULE = """
            insert into retention_rule
                   (organisation, version, rule_id, category, kind, trigger_kind, period, count_from, basis, action)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String VERSIONS = """
            select version, valid_from, zone, scope
              from policy p
             where organisation = ?
               and coalesce(scope = (select scope from policy
                                      where organisation = p.organisation and version = ?), true)
             order by version desc
            """;
    private static final String RULES = """
            select rule_id, category, kind, trigger_kind, period, count_from, basis, action
              from retention_rule where organisation = ? and version = ? order by rule_id
            """;

    private final DataSource dataSource;
    private final Clock clock;

    Policies(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /**
     * The newest version that applies on the organisation's date of now, to the part of the organisation that a version is
     * about. When none applies yet, the one that will first. Empty when none has been published to this service yet.
     *
     * @param ofVersion version that says which part; when it is not known here or says none, any part
     */
    public Optional<PolicyVersion> current(String organisation, int ofVersion) {
        try (var connection = dataSource.getConnection();
                var query = connection.prepareStatement(VERSIONS)) {
            query.setString(1, organisation);
            query.setInt(2, ofVersion);
            Dated nearest = null;
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    var dated = new Dated(
                            rows.getInt("version"),
                            rows.getObject("valid_from", LocalDate.class),
                            ZoneId.of(rows.getString("zone")),
                            rows.getString("scope"));
                    if (dated.applies(clock)) {
                        nearest = dated;
                        break;
                    }
                    nearest = nearest == null || dated.validFrom().isBefore(nearest.validFrom()) ? dated : nearest;
                }
            }
            if (nearest == null) {
                return Optional.empty();
            }
            var rules = rules(connection, organisation, nearest.version());
            return Optional.of(new PolicyVersion(
                    organisation, nearest.version(), nearest.validFrom(), nearest.zone(), nearest.scope(), rules));
        } catch (SQLException e) {
            throw new IllegalStateException("the policy could not be read, SQLSTATE " + e.getSQLState(), e);
        }
    }

    private record Dated(int version, LocalDate validFrom, ZoneId zone, String scope) {

        boolean applies(Clock clock) {
            return !validFrom.isAfter(LocalDate.ofInstant(clock.instant(), zone));
        }
    }

    private static RetentionRules rules(Connection connection, String organisation, int version) throws SQLException {
        List<RetentionRule> rules = new ArrayList<>();
        try (var query = connection.prepareStatement(RULES)) {
            query.setString(1, organisation);
            query.setInt(2, version);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    rules.add(new RetentionRule(
                            rows.getString("rule_id"),
                            rows.getString("category"),
                            WireName.parse(RuleKind.class, rows.getString("kind")),
                            WireName.parse(Trigger.class, rows.getString("trigger_kind")),
                            Period.parse(rows.getString("period")),
                            WireName.parse(CountFrom.class, rows.getString("count_from")),
                            rows.getString("basis"),
                            WireName.parse(RetentionAction.class, rows.getString("action"))));
                }
            }
        }
        return new RetentionRules(rules);
    }

    /**
     * Keeps a version. A published version never changes, so one that is known already is left as it is.
     *
     * @return whether it was new
     */
    boolean keep(Connection connection, PolicyVersion policy, Instant publishedAt) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, policy.organisation());
            insert.setInt(2, policy.version());
            insert.setObject(3, policy.validFrom());
            insert.setString(4, policy.zone().getId());
            insert.setObject(5, publishedAt.atOffset(ZoneOffset.UTC));
            insert.setString(6, policy.scope());
            if (insert.executeUpdate() == 0) {
                return false;
            }
        }
        try (var insert = connection.prepareStatement(INSERT_RULE)) {
            for (var rule : policy.rules().rules()) {
                insert.setString(1, policy.organisation());
                insert.setInt(2, policy.version());
                insert.setString(3, rule.id());
                insert.setString(4, rule.category());
                insert.setString(5, rule.kind().wireName());
                insert.setString(6, rule.trigger().wireName());
                insert.setString(7, rule.period().toString());
                insert.setString(8, rule.countFrom().wireName());
                insert.setString(9, rule.basis());
                insert.setString(10, rule.action().wireName());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        return true;
    }
}
