package nl.privacyloket.retention.sweep;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nl.privacyloket.retention.hold.HoldsInForce;
import nl.privacyloket.retention.rule.AgeLimit;
import nl.privacyloket.retention.rule.RetentionRules;
import nl.privacyloket.retention.system.DataSystem;

/** What data systems find by age: once a day for each rule about a category of which they register nothing. */
@ApplicationScoped
class AgeSweeps {
    private static final String ORDERED = """
            select categories[1], trigger_kind, action from sweep_command
             where organisation = ? and system = ? and on_day = ? and scope = 'rule'
               and state <> 'revoked' and not closed
            """;

    private record Ordered(String category, String trigger, String action) {}

    /** What goes on a day by its age, unless a hold is on all of it. */
    List<AgeLimit> due(DataSystem system, LocalDate day, RetentionRules rules, HoldsInForce holds) {
        return system.ageSwept().stream()
                .filter(category ->
                        holds.covers(system.id(), category, List.of()).isEmpty())
                .flatMap(category -> rules.ageLimits(category, day).stream())
                .toList();
    }

    List<AgeLimit> toOrder(
            Connection connection, DataSystem system, LocalDate today, RetentionRules rules, HoldsInForce holds)
            throws SQLException {
        var due = due(system, today, rules, holds);
        if (due.isEmpty()) {
            return due;
        }
        var ordered = ordered(connection, system, today);
        return due.stream()
                .filter(limit -> ordered.add(new Ordered(
                        limit.category(),
                        limit.trigger().wireName(),
                        limit.action().wireName())))
                .toList();
    }

    private static Set<Ordered> ordered(Connection connection, DataSystem system, LocalDate day) throws SQLException {
        var ordered = new HashSet<Ordered>();
        try (var query = connection.prepareStatement(ORDERED)) {
            query.setString(1, system.organisation());
            query.setString(2, system.id());
            query.setObject(3, day);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    ordered.add(new Ordered(rows.getString(1), rows.getString(2), rows.getString(3)));
                }
            }
        }
        return ordered;
    }
}
