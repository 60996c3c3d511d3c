package nl.privacyloket.notification.queue;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.crypto.FieldCipher;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.notification.correspondence.Correspondences;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.queue.MessageFacts.Subject;

/**
 * Takes messages for the person of a request. Each is written down in the transaction of the fact that it tells of, once
 * for that fact; sending is another matter, see {@link SendingQueue}.
 */
public final class MessageQueue {
    /** Who the messages of a request go to; others (staff, a representative) get words of their own. */
    public static final String REQUESTER = "requester";

    /** Why a message to somebody without an address fails. */
    public static final String NO_ADDRESS = "no-address";

    private final Correspondences correspondences;
    private final FieldCipher cipher;
    private final MessageFacts facts;

    public MessageQueue(Correspondences correspondences, FieldCipher cipher, MessageFacts facts) {
        this.correspondences = correspondences;
        this.cipher = cipher;
        this.facts = facts;
    }

    /**
     * Queues a message; one about the same fact that is here already stays as it is. Somebody without an address cannot
     * be written to: the message has then failed, and staff hear so. When the request is not known here yet, the message
     * waits for it.
     *
     * @param occurrence tells occasions of one kind apart where a request can have several, such as a decision that is
     *     taken again; otherwise empty
     * @param now when
     * @return whether it is new
     */
    public boolean add(
            Connection connection,
            String organisation,
            UUID requestId,
            Occasion occasion,
            String occurrence,
            Instant now)
            throws SQLException {
        Optional<Correspondences.Entry> entry = correspondences.find(connection, requestId);
        boolean reachable = entry.isEmpty() || entry.get().reachable();
        String fact = requestId + "/" + occasion.kind() + (occurrence.isEmpty() ? "" : "/" + occurrence);
        UUID id = idOf(fact, REQUESTER);
        if (!insert(connection, id, organisation, requestId, fact, occasion, reachable, now)) {
            return false;
        }
        Integer policyVersion =
                entry.map(known -> known.facts().policyVersion()).orElse(null);
        Subject subject = new Subject(id, requestId, organisation, occasion.kind(), policyVersion);
        facts.queued(connection, subject, now);
        if (!reachable) {
            facts.failed(connection, subject, NO_ADDRESS, now);
        }
        return true;
    }

    /** The same for the same fact and receiver, also after a loss of this table. */
    static UUID idOf(String fact, String receiver) {
        return UUID.nameUUIDFromBytes((fact + "/" + receiver).getBytes(StandardCharsets.UTF_8));
    }

    private boolean insert(
            Connection connection,
            UUID id,
            String organisation,
            UUID requestId,
            String fact,
            Occasion occasion,
            boolean reachable,
            Instant now)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into message (id, organisation, request_id, kind, receiver, fact, occasion, state, created_at,
                  queued_at, next_attempt_at, settled_at, last_failure, traceparent)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """)) {
            insert.setObject(1, id);
            insert.setString(2, organisation);
            insert.setObject(3, requestId);
            insert.setString(4, occasion.kind());
            insert.setString(5, REQUESTER);
            insert.setString(6, fact);
            insert.setBytes(7, reachable ? encrypted(id, occasion) : null);
            insert.setString(8, (reachable ? MessageState.QUEUED : MessageState.FAILED).word());
            insert.setObject(9, now.atOffset(ZoneOffset.UTC));
            insert.setObject(10, now.atOffset(ZoneOffset.UTC));
            insert.setObject(11, now.atOffset(ZoneOffset.UTC));
            insert.setObject(12, reachable ? null : now.atOffset(ZoneOffset.UTC));
            insert.setString(13, reachable ? null : NO_ADDRESS);
            insert.setString(14, TraceParent.current());
            return insert.executeUpdate() == 1;
        }
    }

    private byte[] encrypted(UUID id, Occasion occasion) {
        return cipher.encryptBytes(context(id), EventJson.write(occasion));
    }

    /** What a claimed message says. */
    public Occasion occasion(ClaimedMessage message) {
        return EventJson.read(cipher.decryptBytes(context(message.id()), message.occasion()), Occasion.class);
    }

    private static String context(UUID id) {
        return "notification.message/" + id + "/occasion";
    }
}
