package nl.privacyloket.retention.register;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import nl.privacyloket.kit.audit.Actors;
import nl.privacyloket.kit.messaging.AuditTrail;
import nl.privacyloket.kit.paging.Page;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.retention.hold.Hold;
import nl.privacyloket.retention.hold.Holds;
import nl.privacyloket.retention.hold.HoldsInForce;
import nl.privacyloket.retention.policy.Policies;
import nl.privacyloket.retention.policy.PolicyVersion;
import nl.privacyloket.retention.rule.RetentionRules;
import nl.privacyloket.retention.rule.Trigger;

/** What is held about a person, for staff; that they looked is in the audit log. */
@ApplicationScoped
class HoldingSearch {
    private static final String COUNT = """
            select count(*) from holding h join holding_stream s on s.id = h.stream
             where h.subject = ? and s.organisation = ?
            """;
    private static final String FOUND = """
            select s.system, s.category, h.record_ref, h.triggered, h.started_on, h.role, h.done
              from holding h join holding_stream s on s.id = h.stream
             where h.subject = ? and s.organisation = ?
             order by s.system, s.category, h.record_ref limit ? offset ?
            """;

    private final DataSource dataSource;
    private final Policies policies;
    private final PersonEvents events;
    private final Holds holds;
    private final AuditTrail audit;
    private final Actors actors;
    private final Clock clock;

    HoldingSearch(
            DataSource dataSource,
            Policies policies,
            PersonEvents events,
            Holds holds,
            AuditTrail audit,
            Actors actors,
            Clock clock) {
        this.dataSource = dataSource;
        this.policies = policies;
        this.events = events;
        this.holds = holds;
        this.audit = audit;
        this.actors = actors;
        this.clock = clock;
    }

    /** Within the caller's transaction. */
    Page<HoldingView> find(String organisation, SubjectKey subject, int page, int size, String actor, Locale language) {
        var policy = policies.current(organisation);
        var rules = policy.map(PolicyVersion::rules).orElseGet(() -> new RetentionRules(List.of()));
        var today = policy.map(version -> version.today(clock))
                .orElseGet(() -> LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        var inForce = holds.inForce(organisation, today);
        var explanations = new Explanations(rules, today, language);
        audit.record(new AuditEntry(
                clock.instant(),
                organisation,
                actor,
                "holdings.read",
                "subject",
                actors.ofPerson(organisation, subject.hex()),
                "done",
                policy.map(PolicyVersion::version).orElse(null)));
        try (var connection = dataSource.getConnection()) {
            var known = events.of(connection, organisation, List.of(subject)).getOrDefault(subject, Map.of());
            return new Page<>(
                    found(connection, organisation, subject, page, size, rules, known, inForce, explanations),
                    page,
                    size,
                    count(connection, organisation, subject));
        } catch (SQLException e) {
            throw new RegisterUnavailable(e);
        }
    }

    private static long count(Connection connection, String organisation, SubjectKey subject) throws SQLException {
        try (var query = connection.prepareStatement(COUNT)) {
            query.setBytes(1, subject.bytes());
            query.setString(2, organisation);
            try (var row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static List<HoldingView> found(
            Connection connection,
            String organisation,
            SubjectKey subject,
            int page,
            int size,
            RetentionRules rules,
            Map<Trigger, LocalDate> known,
            HoldsInForce holds,
            Explanations explanations)
            throws SQLException {
        List<HoldingView> found = new ArrayList<>();
        try (var query = connection.prepareStatement(FOUND)) {
            query.setBytes(1, subject.bytes());
            query.setString(2, organisation);
            query.setInt(3, size);
            query.setLong(4, (long) page * size);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(view(rows, subject, rules, known, holds, explanations));
                }
            }
        }
        return found;
    }

    private static HoldingView view(
            ResultSet row,
            SubjectKey subject,
            RetentionRules rules,
            Map<Trigger, LocalDate> known,
            HoldsInForce holds,
            Explanations explanations)
            throws SQLException {
        var category = row.getString("category");
        var role = row.getString("role");
        var trigger = Codes.trigger(row.getInt("triggered"));
        var startedOn = row.getObject("started_on", LocalDate.class);
        var dates = TriggerDates.of(trigger, startedOn, known);
        var done = Codes.actions(row.getInt("done"));
        var due = rules.due(category, role, dates, done);
        var system = row.getString("system");
        var hold = holds.covers(system, category, List.of(subject.hex()));
        return new HoldingView(
                system,
                category,
                row.getString("record_ref"),
                trigger.wireName(),
                startedOn,
                role,
                due.on(),
                due.ruleId(),
                due.action() == null ? null : due.action().wireName(),
                due.basis(),
                due.keptThrough(),
                due.keptBasis(),
                hold.isPresent(),
                hold.map(one -> one.reason().wireName()).orElse(null),
                hold.map(Hold::until).orElse(null),
                explanations.of(category, role, dates, done, due) + explanations.ofHold(hold.orElse(null)));
    }
}
