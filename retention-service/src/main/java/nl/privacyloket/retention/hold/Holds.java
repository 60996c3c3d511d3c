package nl.privacyloket.retention.hold;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Set;
import javax.sql.DataSource;
import nl.privacyloket.retention.hold.HoldsInForce.Scoped;
import nl.privacyloket.retention.policy.Policies;
import nl.privacyloket.retention.policy.PolicyVersion;

/** What is held, for those who are about to let data go. */
@ApplicationScoped
public class Holds {

    /** The product keeps to Dutch law: an organisation without a policy has no other zone. */
    private static final ZoneId WITHOUT_POLICY = ZoneId.of("Europe/Amsterdam");

    private final DataSource dataSource;
    private final HoldVault vault;
    private final Policies policies;
    private final Clock clock;

    Holds(DataSource dataSource, HoldVault vault, Policies policies, Clock clock) {
        this.dataSource = dataSource;
        this.vault = vault;
        this.policies = policies;
        this.clock = clock;
    }

    /** The date at an organisation. */
    public LocalDate today(String organisation) {
        var zone = policies.current(organisation).map(PolicyVersion::zone).orElse(WITHOUT_POLICY);
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    /**
     * The holds of an organisation that last on a day, of those that are known now. The epoch is read first: a hold that
     * comes while this reads may be among them, and revokes the permit all the same.
     *
     * @param on date at the organisation
     */
    public HoldsInForce inForce(String organisation, LocalDate on) {
        try (var connection = dataSource.getConnection()) {
            var epoch = HoldRows.epoch(connection, organisation);
            // Hashes first: a hold whose hashes are not seen yet would be one about nobody.
            var subjects = HoldRows.subjectsInForce(connection, organisation, on);
            var holds = new ArrayList<Scoped>();
            for (var row : HoldRows.inForce(connection, organisation, on)) {
                var hold = row.hold();
                holds.add(new Scoped(
                        hold,
                        subjects.getOrDefault(hold.holdId(), Set.of()),
                        () -> vault.identifiers(hold.holdId(), row.identifiers())));
            }
            return new HoldsInForce(epoch, holds);
        } catch (SQLException e) {
            throw new IllegalStateException("the holds could not be read, SQLSTATE " + e.getSQLState(), e);
        }
    }
}
