package nl.privacyloket.retention.sweep;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.retention.hold.HoldsInForce;
import nl.privacyloket.retention.rule.RetentionRules;

/** What erasures had to leave, and when it may go: it goes then without a new request. */
@ApplicationScoped
class Releases {
    private static final String DUE = """
            select request_id, category, release_on, holdings, basis, started_before from release
             where organisation = ? and system = ? and release_on <= ?
             order by release_on, request_id, category
            """;
    private static final String ORDERED = """
            select request_id from sweep_command
             where organisation = ? and system = ? and scope = 'retained' and state <> 'revoked' and not closed
            """;
    private static final String GONE = """
            delete from release where request_id = ? and system = ? and category = any (?) and release_on <= ?
            """;

    /**
     * A part that stays for now.
     *
     * @param releaseOn first date on which it may go
     * @param startedBefore all of it began before that date; {@code null} when that is not known
     */
    record Release(
            UUID requestId,
            String category,
            LocalDate releaseOn,
            int holdings,
            String basis,
            LocalDate startedBefore) {}

    /**
     * What may go on a day: its term has ended, no law of now demands it longer, and no hold is on all of it. Persons under
     * a hold are excepted by the command.
     */
    List<Release> due(Connection connection, SliceKey slice, LocalDate day, RetentionRules rules, HoldsInForce holds)
            throws SQLException {
        var due = new ArrayList<Release>();
        try (var query = connection.prepareStatement(DUE)) {
            query.setString(1, slice.organisation());
            query.setString(2, slice.system());
            query.setObject(3, day);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    var release = new Release(
                            rows.getObject(1, UUID.class),
                            rows.getString(2),
                            rows.getObject(3, LocalDate.class),
                            rows.getInt(4),
                            rows.getString(5),
                            rows.getObject(6, LocalDate.class));
                    if (isFree(release, day, rules)
                            && holds.covers(slice.system(), release.category(), List.of())
                                    .isEmpty()) {
                        due.add(release);
                    }
                }
            }
        }
        return due;
    }

    /**
     * A term that was lengthened, or came, since is heeded. Where it is not known when the part began, it was there before
     * its last day: a law of now then keeps it as long as it would keep what began on that day.
     */
    private static boolean isFree(Release release, LocalDate day, RetentionRules rules) {
        var startedBefore = release.startedBefore() == null ? release.releaseOn() : release.startedBefore();
        return rules.protectedFrom(release.category(), day)
                .map(from -> !startedBefore.isAfter(from))
                .orElse(true);
    }

    /** By request, what is due and not ordered already. */
    Map<UUID, List<String>> toOrder(
            Connection connection, SliceKey slice, LocalDate today, RetentionRules rules, HoldsInForce holds)
            throws SQLException {
        var byRequest = new LinkedHashMap<UUID, List<String>>();
        for (var release : due(connection, slice, today, rules, holds)) {
            var categories = byRequest.computeIfAbsent(release.requestId(), request -> new ArrayList<>());
            if (!categories.contains(release.category())) {
                categories.add(release.category());
            }
        }
        if (!byRequest.isEmpty()) {
            try (var query = connection.prepareStatement(ORDERED)) {
                query.setString(1, slice.organisation());
                query.setString(2, slice.system());
                try (var rows = query.executeQuery()) {
                    while (rows.next()) {
                        byRequest.remove(rows.getObject(1, UUID.class));
                    }
                }
            }
        }
        return byRequest;
    }

    void gone(Connection connection, SweepCommand command) throws SQLException {
        try (var delete = connection.prepareStatement(GONE)) {
            delete.setObject(1, command.requestId());
            delete.setString(2, command.system());
            delete.setArray(
                    3, connection.createArrayOf("text", command.categories().toArray()));
            delete.setObject(4, command.keptBefore());
            delete.executeUpdate();
        }
    }
}
