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
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
            insert into policy (organisation, version, valid_from, zone, published_at, scope, backup_window)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict do nothing
            """;
    private static final String INSERT_RULE = """
            insert into retention_rule
                   (organisation, version, rule_id, category, kind, trigger_kind, period, count_from, basis, action,
                    roles, backup_window)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String VERSIONS = """
            select version, valid_from, zone, scope, backup_window from policy where organisation = ? order by version desc
            """;
    private static final String RULES = """
            select rule_id, category, kind, trigger_kind, period, count_from, basis, action, roles, backup_window
              from retention_rule where organisation = ? and version = ? order by rule_id
            """;

    private final DataSource dataSource;
    private final Clock clock;

    Policies(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /**
     * What a plan for a request goes by: the version that the request was made under, with what the law demands by now.
     *
     * <ul>
     *   <li>The current version of the same part of the organisation is a floor: what its legal terms protect stays.
     *   <li>Data systems do not know the parts of the organisation. A category that this part has no rule for is kept as
     *       the current versions of the other parts say.
     *   <li>A version that never arrives, because a later one is here already, leaves open which part is meant: then the
     *       current versions of all parts count together, so that nothing goes that one of them protects.
     * </ul>
     *
     * @param version version of the request
     * @return empty when it has not arrived yet
     */
    public Optional<PolicyVersion> forRequest(String organisation, int version) {
        try (var connection = dataSource.getConnection()) {
            var known = versions(connection, organisation);
            if (known.isEmpty() || known.get(0).version() < version) {
                return Optional.empty();
            }
            var own = known.stream().filter(one -> one.version() == version).findFirst();
            var scope = own.map(Dated::scope).orElse(null);
            var base = own.orElseGet(() -> current(known));
            var rules = rules(connection, organisation, base.version());
            for (var part : currentOfParts(known, scope, true)) {
                rules = rules.and(rules(connection, organisation, part.version()));
            }
            var others = new RetentionRules(List.of());
            for (var part : currentOfParts(known, scope, false)) {
                others = others.and(rules(connection, organisation, part.version()));
            }
            return Optional.of(new PolicyVersion(
                    organisation,
                    base.version(),
                    base.validFrom(),
                    base.zone(),
                    base.scope(),
                    rules.whereSilent(others),
                    base.backupWindow()));
        } catch (SQLException e) {
            throw new IllegalStateException("the policy could not be read, SQLSTATE " + e.getSQLState(), e);
        }
    }

    private static Period period(String text) {
        return text == null ? null : Period.parse(text);
    }

    private static String text(Period period) {
        return period == null ? null : period.toString();
    }

    /**
     * What holds at an organisation now: the rules of the version in force of each of its parts together, so that nothing
     * goes that one of them protects. The version and the zone are those of the newest of these. Of a part without a
     * version in force, the first to come counts, as law alone: its promises make nothing go before their day. Without any
     * version in force the zone is that of the first to come.
     *
     * @return empty when no policy of the organisation has arrived
     */
    public Optional<PolicyVersion> current(String organisation) {
        try (var connection = dataSource.getConnection()) {
            var known = versions(connection, organisation);
            if (known.isEmpty()) {
                return Optional.empty();
            }
            var described = currentOfParts(known, null, true);
            var parts = described.isEmpty() ? List.of(current(known)) : described;
            var newest = parts.stream()
                    .filter(part -> part.applies(clock))
                    .max(Comparator.comparing(Dated::version))
                    .orElseGet(() -> Collections.min(parts, Comparator.comparing(Dated::validFrom)));
            var rules = new RetentionRules(List.of());
            for (var part : parts) {
                var own = rules(connection, organisation, part.version());
                rules = rules.and(part.applies(clock) ? own : own.asLaw());
            }
            return Optional.of(new PolicyVersion(
                    organisation,
                    newest.version(),
                    newest.validFrom(),
                    newest.zone(),
                    newest.scope(),
                    rules,
                    newest.backupWindow()));
        } catch (SQLException e) {
            throw new IllegalStateException("the policy could not be read, SQLSTATE " + e.getSQLState(), e);
        }
    }

    /** Every organisation that a policy has arrived of, in order. */
    public List<String> organisations() {
        try (var connection = dataSource.getConnection();
                var query = connection.prepareStatement("select distinct organisation from policy order by 1");
                var rows = query.executeQuery()) {
            var organisations = new ArrayList<String>();
            while (rows.next()) {
                organisations.add(rows.getString(1));
            }
            return organisations;
        } catch (SQLException e) {
            throw new IllegalStateException("the policies could not be read, SQLSTATE " + e.getSQLState(), e);
        }
    }

    private static List<Dated> versions(Connection connection, String organisation) throws SQLException {
        List<Dated> versions = new ArrayList<>();
        try (var query = connection.prepareStatement(VERSIONS)) {
            query.setString(1, organisation);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    versions.add(new Dated(
                            rows.getInt("version"),
                            rows.getObject("valid_from", LocalDate.class),
                            ZoneId.of(rows.getString("zone")),
                            rows.getString("scope"),
                            period(rows.getString("backup_window"))));
                }
            }
        }
        return versions;
    }

    /**
     * The current versions of the part that is meant, or of the others. Who does not know which part is meant, means all.
     *
     * @param scope the part; {@code null} when not known
     */
    private List<Dated> currentOfParts(List<Dated> known, String scope, boolean meant) {
        return known.stream()
                .map(Dated::scope)
                .filter(Objects::nonNull)
                .distinct()
                .filter(part -> meant == (scope == null || part.equals(scope)))
                .map(part -> current(
                        known.stream().filter(one -> part.equals(one.scope())).toList()))
                .toList();
    }

    /** The newest that applies on the organisation's date of now; when none does yet, the one that will first. */
    private Dated current(List<Dated> newestFirst) {
        return newestFirst.stream()
                .filter(one -> one.applies(clock))
                .findFirst()
                .orElseGet(() -> Collections.min(newestFirst, Comparator.comparing(Dated::validFrom)));
    }

    private record Dated(int version, LocalDate validFrom, ZoneId zone, String scope, Period backupWindow) {

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
                            WireName.parse(RetentionAction.class, rows.getString("action")),
                            Set.of((String[]) rows.getArray("roles").getArray()),
                            period(rows.getString("backup_window"))));
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
            insert.setString(7, text(policy.backupWindow()));
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
                insert.setArray(
                        11, connection.createArrayOf("text", rule.roles().toArray()));
                insert.setString(12, text(rule.backupWindow()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
        return true;
    }
}
