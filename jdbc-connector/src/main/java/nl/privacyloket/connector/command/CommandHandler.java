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
import nl.privacyloket.connector.execution.RestrictedCategory;
import nl.privacyloket.connector.execution.Restriction;
import nl.privacyloket.connector.execution.Verification;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.person.CommandRefusedException;
import nl.privacyloket.connector.person.Subject;
import nl.privacyloket.crypto.CryptoException;
import nl.privacyloket.crypto.SealOpener;
import nl.privacyloket.crypto.SubjectHash;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.messaging.inbox.EventHandler;

/**
 * Carries out the commands of one data system. Effect, answer and audit entry are in the transaction that it is given; only
 * the upload of an {@code access} follows after it.
 */
public final class CommandHandler implements EventHandler {
    /** Channel of commands. */
    public static final String CHANNEL = "commands";

    private final FittedMapping fitted;
    private final SealOpener seal;
    private final Verification verification;
    private final Erasure erasure;
    private final Rectification rectification;
    private final Restriction restriction;
    private final AccessQueue queue;
    private final Replies replies;
    private final Clock clock;

    public CommandHandler(
            FittedMapping fitted,
            SealOpener seal,
            SubjectHash subjectHash,
            AccessQueue queue,
            Replies replies,
            Clock clock) {
        this.fitted = fitted;
        this.seal = seal;
        this.verification = new Verification(fitted, subjectHash);
        this.erasure = new Erasure(fitted, subjectHash, clock);
        this.rectification = new Rectification(fitted, subjectHash);
        this.restriction = new Restriction(fitted, subjectHash);
        this.queue = queue;
        this.replies = replies;
        this.clock = clock;
    }

    @Override
    public String channel() {
        return CHANNEL;
    }

    @Override
    public Set<String> types() {
        return Set.of(Command.VERIFY, Command.ERASE, Command.ACCESS, Command.RECTIFY, Command.RESTRICT);
    }

    @Override
    public void handle(IncomingEvent event, Connection connection) throws SQLException {
        Command command = event.data(Command.class);
        command.requireComplete(event.type());
        requireOwn(event, command);
        CommandSubject opened = open(command);
        Subject subject = Subject.of(command.requestId(), opened.identifiers());
        try {
            switch (event.type()) {
                case Command.VERIFY -> verify(connection, command, subject);
                case Command.ERASE -> erase(connection, command, subject);
                case Command.RECTIFY -> rectify(connection, command, subject, opened);
                case Command.RESTRICT -> restrict(connection, command, subject);
                default -> access(connection, event, command, opened);
            }
        } catch (CommandRefusedException e) {
            replies.refused(connection, event.type(), command, e.reason());
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

    private CommandSubject open(Command command) {
        CommandSubject subject;
        try {
            subject = seal.open(command.subject(), CommandSubject.class);
        } catch (CryptoException e) {
            throw new PoisonEventException("seal-does-not-open");
        }
        if (subject == null
                || subject.identifiers() == null
                || subject.identifiers().stream().anyMatch(one -> one == null || one.type() == null)) {
            throw new PoisonEventException("malformed-subject");
        }
        return subject;
    }

    private void verify(Connection connection, Command command, Subject subject) throws SQLException {
        Reply reply = Answer.verified(
                command.commandId(), command.system(), clock.instant(), verification.verify(connection, subject));
        replies.done(connection, Command.VERIFY, command, reply);
    }

    private void erase(Connection connection, Command command, Subject subject) throws SQLException {
        once(connection, Command.ERASE, command, now -> {
            List<ErasedCategory> categories =
                    erasure.erase(connection, command.commandId(), subject, command.instructions());
            return Answer.erased(command.commandId(), command.system(), now, categories);
        });
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

    /** Changes data and answers; a command that was carried out before gets the answer of then and changes nothing. */
    private void once(Connection connection, String type, Command command, Change change) throws SQLException {
        Optional<Reply> before = ExecutedCommands.find(connection, command.commandId());
        if (before.isPresent()) {
            replies.repeated(connection, command, before.get());
            return;
        }
        Instant now = clock.instant();
        Reply reply = Refusals.attempt(connection, () -> change.make(now));
        ExecutedCommands.note(connection, command.commandId(), reply, now);
        replies.done(connection, type, command, reply);
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
            queue.add(connection, command.commandId(), event.bytes(), clock.instant());
        }
    }
}
