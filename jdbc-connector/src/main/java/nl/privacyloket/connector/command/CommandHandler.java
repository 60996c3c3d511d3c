package nl.privacyloket.connector.command;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.privacyloket.connector.command.Answer.Reply;
import nl.privacyloket.connector.command.Command.Action;
import nl.privacyloket.connector.execution.CorrectedField;
import nl.privacyloket.connector.execution.ErasedCategory;
import nl.privacyloket.connector.execution.Erasure;
import nl.privacyloket.connector.execution.Rectification;
import nl.privacyloket.connector.execution.Refusals;
import nl.privacyloket.connector.execution.RestrictedCategory;
import nl.privacyloket.connector.execution.Restriction;
import nl.privacyloket.connector.execution.Verification;
import nl.privacyloket.connector.execution.purge.PurgeLeft;
import nl.privacyloket.connector.execution.purge.Purges;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.permit.CommandLock;
import nl.privacyloket.connector.permit.CommandPermit;
import nl.privacyloket.connector.permit.PermittedTransactions;
import nl.privacyloket.connector.permit.Redemptions;
import nl.privacyloket.connector.person.CommandRefusedException;
import nl.privacyloket.connector.person.Subject;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.crypto.SubjectHash;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.messaging.inbox.EventHandler;

/**
 * Carries out the commands of one data system. Effect, answer and audit entry are in the transaction that it is given; the
 * upload of an {@code access} and the work of a {@code purge} follow after it. The transactions must be those that settle
 * permits ({@link PermittedTransactions}).
 */
public final class CommandHandler implements EventHandler {
    /** Channel of commands. */
    public static final String CHANNEL = "commands";

    private final FittedMapping fitted;
    private final CommandSeals seals;
    private final Verification verification;
    private final Erasure erasure;
    private final Rectification rectification;
    private final Restriction restriction;
    private final Purges purges;
    private final Redemptions redemptions;
    private final CommandQueue uploads;
    private final CommandQueue pendingPurges;
    private final Replies replies;
    private final Clock clock;

    /**
     * @param keys of the data system
     * @param redemptions redeems the permits of erasures
     * @param uploads takes {@code access}
     * @param pendingPurges takes {@code purge}
     */
    public CommandHandler(
            FittedMapping fitted,
            KeyFolder keys,
            Redemptions redemptions,
            CommandQueue uploads,
            CommandQueue pendingPurges,
            Replies replies,
            Clock clock) {
        SubjectHash subjectHash = keys.subjectHash();
        this.fitted = fitted;
        this.seals = new CommandSeals(keys.opener(fitted.mapping().system()));
        this.verification = new Verification(fitted, subjectHash);
        this.erasure = new Erasure(fitted, subjectHash, keys.blindIndex(), clock);
        this.purges = new Purges(fitted, subjectHash, keys.blindIndex(), clock);
        this.redemptions = redemptions;
        this.rectification = new Rectification(fitted, subjectHash);
        this.restriction = new Restriction(fitted, subjectHash);
        this.uploads = uploads;
        this.pendingPurges = pendingPurges;
        this.replies = replies;
        this.clock = clock;
    }

    @Override
    public String channel() {
        return CHANNEL;
    }

    @Override
    public Set<String> types() {
        return Set.of(Command.VERIFY, Command.ERASE, Command.PURGE, Command.ACCESS, Command.RECTIFY, Command.RESTRICT);
    }

    @Override
    public void handle(IncomingEvent event, Connection connection) throws SQLException {
        Command command = event.data(Command.class);
        command.requireComplete(event.type());
        requireOwn(event, command);
        try {
            if (event.type().equals(Command.PURGE)) {
                purge(connection, event, command);
            } else if (command.isAboutPurge(event.type())) {
                verifyPurge(connection, command);
            } else {
                handlePerson(connection, event, command);
            }
        } catch (CommandRefusedException e) {
            replies.refused(connection, event.type(), command, e.reason());
        }
    }

    private void handlePerson(Connection connection, IncomingEvent event, Command command) throws SQLException {
        CommandSubject opened = seals.subject(command);
        Subject subject = Subject.of(command.requestId(), opened.identifiers());
        switch (event.type()) {
            case Command.VERIFY -> verify(connection, command, subject);
            case Command.ERASE -> erase(connection, command, subject);
            case Command.RECTIFY -> rectify(connection, command, subject, opened);
            case Command.RESTRICT -> restrict(connection, command, subject);
            default -> access(connection, event, command, opened);
        }
    }

    private void requireOwn(IncomingEvent event, Command command) {
        if (!event.organisation().equals(fitted.mapping().organisation())) {
            throw new PoisonEventException("wrong-organisation");
        }
        if (!command.system().equals(fitted.mapping().system())) {
            throw new PoisonEventException("wrong-system");
        }
    }

    private void verify(Connection connection, Command command, Subject subject) throws SQLException {
        Reply reply = Answer.verified(
                command.commandId(), command.system(), clock.instant(), verification.verify(connection, subject));
        replies.done(connection, Command.VERIFY, command, reply);
    }

    private void erase(Connection connection, Command command, Subject subject) throws SQLException {
        CommandPermit permit = seals.redeemable(command);
        Change change = now -> {
            List<ErasedCategory> categories =
                    erasure.erase(connection, command.commandId(), subject, command.instructions(), permit.except());
            return Answer.erased(command.commandId(), command.system(), now, categories);
        };
        once(connection, Command.ERASE, command, change, () -> redemptions.redeem(command.commandId(), permit));
    }

    private void rectify(Connection connection, Command command, Subject subject, CommandSubject opened)
            throws SQLException {
        if (!opened.corrects()) {
            throw new PoisonEventException("malformed-subject");
        }
        opened.requireFieldsOfTheContract();
        once(connection, Command.RECTIFY, command, now -> {
            List<CorrectedField> fields = rectification.rectify(connection, subject, opened.corrections());
            return Answer.rectified(command.commandId(), command.system(), now, fields);
        });
    }

    private void restrict(Connection connection, Command command, Subject subject) throws SQLException {
        once(connection, Command.RESTRICT, command, now -> {
            List<RestrictedCategory> categories;
            if (command.purpose() != null) {
                categories = restriction.stopUsingFor(connection, subject, command.purpose(), command.categories());
            } else if (command.action() == Action.LIFT) {
                categories = restriction.lift(connection, subject, command.categories());
            } else {
                categories = restriction.restrict(connection, subject, command.categories());
            }
            return Answer.restricted(command.commandId(), command.system(), now, command.action(), categories);
        });
    }

    /** What changes data. */
    private interface Change {
        Reply make(Instant now) throws SQLException;
    }

    private void once(Connection connection, String type, Command command, Change change) throws SQLException {
        once(connection, type, command, change, () -> {});
    }

    /**
     * Changes data and answers; a command that was carried out before gets the answer of then and changes nothing.
     *
     * @param beforeCommit the last thing that is done when all is ready to be committed
     */
    private void once(Connection connection, String type, Command command, Change change, Runnable beforeCommit)
            throws SQLException {
        CommandLock.take(connection, command.commandId());
        Optional<Reply> before = ExecutedCommands.find(connection, command.commandId());
        if (before.isPresent()) {
            replies.repeated(connection, command, before.get());
            return;
        }
        Instant now = clock.instant();
        Reply reply = Refusals.attempt(connection, () -> {
            Reply made = change.make(now);
            ExecutedCommands.note(connection, command.commandId(), made, now);
            beforeCommit.run();
            return made;
        });
        replies.done(connection, type, command, reply);
    }

    private void verifyPurge(Connection connection, Command command) throws SQLException {
        PurgeLeft left = purges.left(
                connection,
                command.purgeAction(),
                seals.target(command),
                seals.permit(command).except());
        replies.done(
                connection,
                Command.VERIFY,
                command,
                Answer.verified(command.commandId(), command.system(), clock.instant(), left));
    }

    /** What is sealed is opened once here, so that a command that does not open is seen at once. */
    private void purge(Connection connection, IncomingEvent event, Command command) throws SQLException {
        seals.redeemable(command);
        seals.target(command);
        Optional<Reply> before = ExecutedCommands.find(connection, command.commandId());
        if (before.isPresent()) {
            replies.repeated(connection, command, before.get());
        } else {
            pendingPurges.add(connection, command.commandId(), event.bytes(), clock.instant());
        }
    }

    private void access(Connection connection, IncomingEvent event, Command command, CommandSubject opened)
            throws SQLException {
        Optional<Reply> before = ExecutedCommands.find(connection, command.commandId());
        if (before.isPresent()) {
            replies.repeated(connection, command, before.get());
        } else if (opened.upload() == null
                || opened.upload().url() == null
                || opened.upload().token() == null) {
            throw new PoisonEventException("malformed-subject");
        } else {
            uploads.add(connection, command.commandId(), event.bytes(), clock.instant());
        }
    }
}
