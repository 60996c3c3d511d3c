package nl.privacyloket.connector.command;

import java.util.List;
import nl.privacyloket.connector.execution.purge.PurgeTarget;
import nl.privacyloket.connector.permit.CommandPermit;
import nl.privacyloket.crypto.CryptoException;
import nl.privacyloket.crypto.SealOpener;
import nl.privacyloket.crypto.Sealed;
import nl.privacyloket.messaging.event.PoisonEventException;

/** Opens what is sealed in commands. What does not open, or does not hold what it should, makes the command unusable. */
public final class CommandSeals {
    private final SealOpener seal;

    public CommandSeals(SealOpener seal) {
        this.seal = seal;
    }

    CommandSubject subject(Command command) {
        CommandSubject subject = open(command.subject(), CommandSubject.class);
        if (subject.identifiers() == null
                || subject.identifiers().stream().anyMatch(one -> one == null || one.type() == null)) {
            throw new PoisonEventException("malformed-subject");
        }
        return subject;
    }

    /** The permit of a command that changes something. */
    public CommandPermit redeemable(Command command) {
        CommandPermit permit = permit(command);
        if (!permit.isRedeemable()) {
            throw new PoisonEventException("malformed-permit");
        }
        return permit;
    }

    /** The permit of a command, to see whose data stay. */
    CommandPermit permit(Command command) {
        CommandPermit permit = open(command.permit(), CommandPermit.class);
        if (!permit.namesPersons()) {
            throw new PoisonEventException("malformed-permit");
        }
        return permit;
    }

    /** What a purge is about. */
    public PurgeTarget target(Command command) {
        if (command.scope() != Command.Scope.RECORDS) {
            return new PurgeTarget(null, command.rule(), command.retained());
        }
        CommandRecords records = open(command.subject(), CommandRecords.class);
        if (!records.isComplete()) {
            throw new PoisonEventException("malformed-subject");
        }
        return new PurgeTarget(List.copyOf(records.records()), null, null);
    }

    private <T> T open(Sealed sealed, Class<T> type) {
        try {
            return seal.open(sealed, type);
        } catch (CryptoException e) {
            throw new PoisonEventException("seal-does-not-open");
        }
    }
}
