package nl.privacyloket.connector.execution.purge;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.connector.execution.purge.PurgeScope.Portion;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.held.HeldPerson;
import nl.privacyloket.connector.held.HeldPersons;
import nl.privacyloket.connector.person.CommandRefusedException;
import nl.privacyloket.connector.person.PersonFinder;
import nl.privacyloket.connector.rows.RowSession;
import nl.privacyloket.crypto.BlindIndex;
import nl.privacyloket.crypto.SubjectHash;

/** Lets go of records whose term has ended, and counts afterwards what is left. */
public final class Purges {
    private final FittedMapping fitted;
    private final SubjectHash subjectHash;
    private final BlindIndex columnHash;
    private final Clock clock;
    private final PersonFinder finder;

    /** @param columnHash what keyed hashes in columns are made with */
    public Purges(FittedMapping fitted, SubjectHash subjectHash, BlindIndex columnHash, Clock clock) {
        this.fitted = fitted;
        this.subjectHash = subjectHash;
        this.columnHash = columnHash;
        this.clock = clock;
        this.finder = new PersonFinder(fitted, subjectHash);
    }

    /**
     * Begins a run.
     *
     * @param except persons whose data stay
     * @throws CommandRefusedException when the mapping knows no such category, or no start dates in it
     */
    public PurgeScope scope(
            Connection connection, UUID commandId, PurgeAction action, PurgeTarget target, List<HeldPerson> except)
            throws SQLException {
        RowSession.useZone(connection, fitted.mapping().zone());
        HeldPersons held = HeldPersons.read(connection, fitted, finder, except);
        PurgeChange change = new PurgeChange(fitted, subjectHash, columnHash, commandId, clock);
        if (target.rule() != null) {
            return new RuleScope(fitted, change, action, held, target.rule());
        }
        return target.retained() == null
                ? new RecordsScope(fitted, change, action, held, target.records())
                : new RetainedScope(fitted, change, action, held, target.retained());
    }

    /** The next portion of a run, in the running transaction. */
    public Portion next(Connection connection, PurgeScope scope, PurgeTally tally, int size) throws SQLException {
        RowSession.useZone(connection, fitted.mapping().zone());
        return scope.next(connection, tally, size);
    }

    /**
     * Counts what is left.
     *
     * @param except persons whose data stay and are not counted
     * @throws CommandRefusedException when the mapping knows no such category, or no start dates in it
     */
    public PurgeLeft left(Connection connection, PurgeAction action, PurgeTarget target, List<HeldPerson> except)
            throws SQLException {
        RowSession.useZone(connection, fitted.mapping().zone());
        HeldPersons held = HeldPersons.read(connection, fitted, finder, except);
        PurgeCheck check = new PurgeCheck(fitted, action, held);
        if (target.rule() != null) {
            return check.rule(connection, target.rule());
        }
        return target.retained() == null
                ? check.records(connection, target.records())
                : check.retained(connection, target.retained());
    }
}
