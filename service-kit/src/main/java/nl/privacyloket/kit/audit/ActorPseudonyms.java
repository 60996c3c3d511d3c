package nl.privacyloket.kit.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import nl.privacyloket.crypto.CryptoException;
import nl.privacyloket.crypto.Pseudonyms;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.audit.AuditLedger;
import nl.privacyloket.messaging.audit.PseudonymRegister;
import nl.privacyloket.messaging.audit.PseudonymRegister.Resolved;

/**
 * The rules by which a privacy officer learns who stands behind a pseudonym in one audit log, and destroys its key (ADR 0021).
 * What is done and its entry are in the transaction that is given.
 */
public final class ActorPseudonyms {
    private final PseudonymRegister register;
    private final Pseudonyms earlier;
    private final PseudonymSettings settings;
    private final Clock clock;
    private final AuditLedger audit = new AuditLedger();

    /**
     * @param register beside that log
     * @param earlier makes the pseudonyms of before the register
     */
    public ActorPseudonyms(PseudonymRegister register, Pseudonyms earlier, PseudonymSettings settings, Clock clock) {
        this.register = register;
        this.earlier = earlier;
        this.settings = settings;
        this.clock = clock;
    }

    /** The officer who asks. */
    public interface Officer {
        /** As that log names the officer. */
        String pseudonym(Connection connection) throws SQLException;
    }

    /**
     * Who it is, with an entry that it was asked; empty, and no entry, when it is nobody who is known here.
     *
     * @throws CryptoException when the row was altered and is not believed
     */
    public Optional<ResolvedActor> resolve(
            Connection connection, String organisation, String pseudonym, Officer officer) throws SQLException {
        Optional<Resolved> resolved = register.resolve(connection, organisation, pseudonym, earlier);
        if (resolved.isPresent()) {
            record(connection, organisation, officer, "actor.resolved", pseudonym, "done");
        }
        return resolved.map(one -> new ResolvedActor(one.pseudonym(), one.name(), one.seenOn()));
    }

    /** That something was asked which resolves to nobody. It may be any word, so it is not for the log. */
    public void noteUnknown(Connection connection, String organisation, Officer officer) throws SQLException {
        record(connection, organisation, officer, "actor.resolved", "unknown", "unknown");
    }

    /**
     * Destroys its key, with an entry. Nobody makes their own acts nobody's, nor those of somebody who is still at work.
     *
     * @return false when there is no such pseudonym
     * @throws ProblemException 409
     */
    public boolean destroy(Connection connection, String organisation, String pseudonym, Officer officer)
            throws SQLException {
        boolean known = destroyed(connection, organisation, pseudonym, officer);
        if (known) {
            record(connection, organisation, officer, "actor.pseudonym-destroyed", pseudonym, "done");
        }
        return known;
    }

    private boolean destroyed(Connection connection, String organisation, String pseudonym, Officer officer)
            throws SQLException {
        Optional<Resolved> found;
        try {
            found = destructible(connection, organisation, pseudonym, officer);
        } catch (CryptoException e) {
            // The row says nothing that is believed, so that nothing can be asked of it.
            return register.destroy(connection, organisation, pseudonym);
        }
        if (found.isEmpty()) {
            return false;
        }
        register.destroy(connection, organisation, found.get(), earlier);
        return true;
    }

    /**
     * Sees whether the rules let the officer destroy its key, and destroys nothing.
     *
     * @throws ProblemException 409, as {@link #destroy}
     */
    public void requireDestructible(Connection connection, String organisation, String pseudonym, Officer officer)
            throws SQLException {
        try {
            destructible(connection, organisation, pseudonym, officer);
        } catch (CryptoException e) {
            // No rule is about a row that says nothing that is believed.
            return;
        }
    }

    private Optional<Resolved> destructible(
            Connection connection, String organisation, String pseudonym, Officer officer) throws SQLException {
        Optional<Resolved> found = register.resolve(connection, organisation, pseudonym, earlier);
        if (found.isPresent()) {
            Resolved actor = found.get();
            if (actor.pseudonym().equals(officer.pseudonym(connection))) {
                throw new ProblemException(409, "actor-is-oneself");
            }
            LocalDate last =
                    LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minus(settings.keptAfterActing());
            if (!actor.seenOn().isBefore(last)) {
                throw new ProblemException(409, "actor-acted-lately");
            }
        }
        return found;
    }

    private void record(
            Connection connection,
            String organisation,
            Officer officer,
            String action,
            String pseudonym,
            String outcome)
            throws SQLException {
        audit.append(
                connection,
                List.of(new AuditEntry(
                        clock.instant(),
                        organisation,
                        officer.pseudonym(connection),
                        action,
                        "actor",
                        pseudonym,
                        outcome,
                        null)));
    }
}
