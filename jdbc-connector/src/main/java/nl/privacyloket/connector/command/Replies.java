package nl.privacyloket.connector.command;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.connector.command.Answer.Reply;
import nl.privacyloket.connector.execution.purge.PurgedCategory;
import nl.privacyloket.connector.mapping.SystemMapping;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.audit.AuditLedger;
import nl.privacyloket.messaging.outbox.Outbox;
import org.jboss.logging.Logger;

/** Answers commands in the running transaction, and leaves an audit entry of what was done with personal data. */
public final class Replies {
    private static final Logger LOG = Logger.getLogger(Replies.class);

    private final SystemMapping mapping;
    private final CommandMeter meter;
    private final Clock clock;
    private final Outbox outbox = new Outbox();
    private final AuditLedger audit = new AuditLedger();

    public Replies(SystemMapping mapping, CommandMeter meter, Clock clock) {
        this.mapping = mapping;
        this.meter = meter;
        this.clock = clock;
    }

    /** The command was carried out. */
    public void done(Connection connection, String type, Command command, Reply reply) throws SQLException {
        send(connection, command.commandId(), reply);
        record(connection, type, command, "done");
        note(type, command, "done");
    }

    /** The command was carried out before; it gets the answer that it got then. That it came again is an entry of its own. */
    void repeated(Connection connection, Command command, Reply reply) throws SQLException {
        send(connection, command.commandId(), reply);
        append(connection, "repeated", command, "done");
        LOG.infof("command repeated system=%s commandId=%s", mapping.system(), command.commandId());
    }

    /** The command was not carried out; nothing has changed. */
    public void refused(Connection connection, String type, Command command, String reason) throws SQLException {
        send(
                connection,
                command.commandId(),
                Answer.failed(command.commandId(), mapping.system(), clock.instant(), reason));
        record(connection, type, command, reason);
        note(type, command, reason);
    }

    /** A purge was stopped; what it had committed stays. */
    public void stopped(Connection connection, String type, Command command, String reason, List<PurgedCategory> done)
            throws SQLException {
        send(
                connection,
                command.commandId(),
                Answer.stopped(command.commandId(), mapping.system(), clock.instant(), reason, done));
        record(connection, type, command, reason);
        note(type, command, reason);
    }

    private void send(Connection connection, UUID commandId, Reply reply) throws SQLException {
        Instant now = clock.instant();
        outbox.append(connection, List.of(reply.toEvent(commandId, mapping.organisation(), now)));
    }

    private void record(Connection connection, String type, Command command, String outcome) throws SQLException {
        append(connection, word(type), command, outcome);
    }

    private void append(Connection connection, String word, Command command, String outcome) throws SQLException {
        audit.append(
                connection,
                List.of(new AuditEntry(
                                clock.instant(),
                                mapping.organisation(),
                                "system:" + mapping.system(),
                                "command." + word,
                                "command",
                                command.commandId().toString(),
                                outcome,
                                null)
                        .about(command.requestId())));
    }

    private void note(String type, Command command, String outcome) {
        LOG.infof(
                "command answered system=%s command=%s requestId=%s commandId=%s outcome=%s",
                mapping.system(), word(type), command.requestId(), command.commandId(), outcome);
        meter.answered(mapping.system(), word(type), outcome);
    }

    private static String word(String type) {
        return switch (type) {
            case Command.VERIFY -> "verify";
            case Command.ERASE -> "erase";
            case Command.PURGE -> "purge";
            case Command.RECTIFY -> "rectify";
            case Command.RESTRICT -> "restrict";
            default -> "access";
        };
    }
}
