package nl.privacyloket.retention.sweep;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
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
            select request_id, unnest(categories) from sweep_command
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
            UUID requestId, String category, LocalDate releaseOn, int holdings, String basis, LocalDate startedBefore) {

        /** @param limit a day through which something is kept that may not go; {@code null} when there is none */
        private boolean isBefore(LocalDate limit) {
            return limit == null || !releaseOn.isAfter(limit);
        }
    }

    private record Part(UUID requestId, String category) {
        static Part of(Release release) {
            return new Part(release.requestId(), release.category());
        }
    }

    /** @param keptBefore what was kept through a day before this one may go */
    record Parcel(UUID requestId, String category, LocalDate keptBefore) {}

    /**
     * What may go on a day: its term has ended, no law of now demands it longer, and no hold is on all of it. Persons under
     * a hold are excepted by the command. A system is told until when it goes, so that what a lengthened term keeps also
     * keeps what comes after it.
     */
    List<Release> due(Connection connection, SliceKey slice, LocalDate day, RetentionRules rules, HoldsInForce holds)
            throws SQLException {
        var ended = ended(connection, slice, day);
        var limits = limits(ended, day, rules);
        return ended.stream()
                .filter(release -> release.isBefore(limits.get(Part.of(release))))
                .filter(release -> holds.covers(slice.system(), release.category(), List.of())
                        .isEmpty())
                .toList();
    }

    /** The first day through which something is kept that may not go, by request and category; none where all may. */
    private static Map<Part, LocalDate> limits(List<Release> ended, LocalDate day, RetentionRules rules) {
        var limits = new HashMap<Part, LocalDate>();
        ended.stream()
                .filter(release -> !isFree(release, day, rules))
                .forEach(release -> limits.merge(
                        Part.of(release),
                        release.releaseOn().minusDays(1),
                        (one, other) -> one.isBefore(other) ? one : other));
        return limits;
    }

    private List<Release> ended(Connection connection, SliceKey slice, LocalDate day) throws SQLException {
        var ended = new ArrayList<Release>();
        try (var query = connection.prepareStatement(DUE)) {
            query.setString(1, slice.organisation());
            query.setString(2, slice.system());
            query.setObject(3, day);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    ended.add(new Release(
                            rows.getObject(1, UUID.class),
                            rows.getString(2),
                            rows.getObject(3, LocalDate.class),
                            rows.getInt(4),
                            rows.getString(5),
                            rows.getObject(6, LocalDate.class)));
                }
            }
        }
        return ended;
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

    /** By request and category, what is due and not ordered already. */
    List<Parcel> toOrder(
            Connection connection, SliceKey slice, LocalDate today, RetentionRules rules, HoldsInForce holds)
            throws SQLException {
        var due = due(connection, slice, today, rules, holds);
        if (due.isEmpty()) {
            return List.of();
        }
        var limits = limits(ended(connection, slice, today), today, rules);
        var parts = new LinkedHashSet<Part>();
        due.forEach(release -> parts.add(Part.of(release)));
        try (var query = connection.prepareStatement(ORDERED)) {
            query.setString(1, slice.organisation());
            query.setString(2, slice.system());
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    parts.remove(new Part(rows.getObject(1, UUID.class), rows.getString(2)));
                }
            }
        }
        return parts.stream()
                .map(part -> new Parcel(part.requestId(), part.category(), limits.getOrDefault(part, today)))
                .toList();
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
