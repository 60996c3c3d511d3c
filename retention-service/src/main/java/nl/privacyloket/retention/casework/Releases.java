package nl.privacyloket.retention.casework;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import javax.sql.DataSource;
import nl.privacyloket.retention.plan.Verdict;
import nl.privacyloket.retention.plan.VerdictKind;
import nl.privacyloket.retention.rule.RetentionRules;

/** Sets down when the parts go that an erasure had to leave: the day after the law keeps them last. */
@ApplicationScoped
class Releases {
    private static final String INSERT = """
            insert into release (request_id, system, category, release_on, organisation, holdings, basis, started_before)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (request_id, system, category, release_on)
            do update set holdings = excluded.holdings, basis = excluded.basis, started_before = excluded.started_before
            """;

    private final DataSource dataSource;

    Releases(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    private record Part(String system, String category, LocalDate releaseOn) {
        private static final Comparator<Part> ORDER =
                Comparator.comparing(Part::system).thenComparing(Part::category).thenComparing(Part::releaseOn);
    }

    private record Kept(int holdings, String basis) {
        Kept and(Kept other) {
            return new Kept(Math.addExact(holdings, other.holdings), basis);
        }
    }

    /**
     * Of an erasure that has been read back. What is kept without a known end has no day yet.
     *
     * @param verdicts what was granted of the plan that was carried out
     */
    void setDown(RequestCase request, List<Verdict> verdicts, RetentionRules rules) {
        var parts = new TreeMap<Part, Kept>(Part.ORDER);
        for (var verdict : verdicts) {
            if (verdict.verdict() == VerdictKind.RETAIN && verdict.until() != null) {
                var part = new Part(
                        verdict.system(), verdict.category(), verdict.until().plusDays(1));
                parts.merge(part, new Kept(verdict.holdings(), verdict.basis()), Kept::and);
            }
        }
        try (var connection = dataSource.getConnection();
                var insert = connection.prepareStatement(INSERT)) {
            for (var entry : parts.entrySet()) {
                var part = entry.getKey();
                insert.setObject(1, request.requestId());
                insert.setString(2, part.system());
                insert.setString(3, part.category());
                insert.setObject(4, part.releaseOn());
                insert.setString(5, request.organisation());
                insert.setInt(6, entry.getValue().holdings());
                insert.setString(7, entry.getValue().basis());
                insert.setObject(
                        8,
                        rules.protectedFrom(part.category(), part.releaseOn()).orElse(null));
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException("releases could not be stored, SQLSTATE " + e.getSQLState(), e);
        }
    }
}
