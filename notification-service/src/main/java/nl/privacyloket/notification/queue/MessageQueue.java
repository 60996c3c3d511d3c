package nl.privacyloket.notification.queue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.crypto.FieldCipher;
import nl.privacyloket.crypto.TokenSigner;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.messaging.trace.TraceContext;
import nl.privacyloket.notification.correspondence.Channel;
import nl.privacyloket.notification.correspondence.Contact;
import nl.privacyloket.notification.correspondence.Correspondences;
import nl.privacyloket.notification.correspondence.DisclosureFacts;
import nl.privacyloket.notification.correspondence.Matter;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.correspondence.Receiver;
import nl.privacyloket.notification.correspondence.StaffOccasion;
import nl.privacyloket.notification.queue.MessageFacts.Subject;

/**
 * Takes messages. Each is written down in the transaction of the fact that it tells of, once
 * for that fact; sending is another matter, see {@link SendingQueue}.
 */
public final class MessageQueue {
    /** Why a message to somebody without an address fails. */
    public static final String NO_ADDRESS = "no-address";
    /** Why a message to an address that nothing is sent to fails. */
    public static final String SUPPRESSED = "suppressed";

    private final Correspondences correspondences;
    private final FieldCipher cipher;
    private final MessageFacts facts;
    private final TokenSigner signer;

    /** @param signer makes the ids of messages, which nobody can know who did not get the message */
    public MessageQueue(Correspondences correspondences, FieldCipher cipher, MessageFacts facts, TokenSigner signer) {
        this.correspondences = correspondences;
        this.cipher = cipher;
        this.facts = facts;
        this.signer = signer;
    }

    /**
     * Queues a message; one about the same fact that is here already stays as it is. For somebody who is reached by post
     * it becomes a letter to print. Somebody without any address cannot be written to: the message has then failed, and
     * staff hear so. When the request is not known here yet, the message waits for it.
     *
     * @param id of the request; of what the occasion is about when that is something else
     * @param occurrence tells occasions of one kind apart where a request can have several, such as a decision that is
     *     taken again; otherwise empty
     * @param now when
     * @return whether it is new
     */
    public boolean add(
            Connection connection, String organisation, UUID id, Occasion occasion, String occurrence, Instant now)
            throws SQLException {
        Optional<Correspondences.Entry> entry =
                occasion.matter().isPresent() ? Optional.empty() : correspondences.find(connection, id);
        Optional<Channel> channel = channel(occasion, entry);
        String fact = id + "/" + occasion.kind() + (occurrence.isEmpty() ? "" : "/" + occurrence);
        UUID messageId = idOf(fact, occasion.receiver().word());
        if (!insert(connection, messageId, organisation, id, fact, occasion, channel.orElse(null), now)) {
            return false;
        }
        Integer policyVersion = occasion.matter()
                .map(Matter::policyVersion)
                .or(() -> entry.map(known -> known.facts().policyVersion()))
                .orElse(null);
        Subject subject = new Subject(messageId, id, organisation, occasion.kind(), policyVersion);
        facts.queued(
                connection,
                subject,
                occasion.matter().map(Matter::policyVersion).isEmpty(),
                now);
        if (channel.isEmpty()) {
            facts.failed(connection, subject, NO_ADDRESS, now);
            tellStaff(connection, subject, NO_ADDRESS, now);
        }
        return true;
    }

    /**
     * Queues the mail by which staff hear that a message did not reach somebody and is not tried again by itself; once each
     * time that it is sent. That a mail to staff failed is told to nobody: it would go the same way.
     *
     * @param reason kebab-case code
     */
    void tellStaff(Connection connection, Subject failed, String reason, Instant now) throws SQLException {
        int resends;
        DisclosureFacts about;
        try (PreparedStatement select = connection.prepareStatement("""
                select resends, disclosure from message
                where id = ? and receiver <> ? and (policy_version is null or disclosure is not null)
                """)) {
            select.setObject(1, failed.messageId());
            select.setString(2, Receiver.STAFF.word());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return;
                }
                resends = row.getInt(1);
                about = row.getBytes(2) == null ? null : EventJson.read(row.getBytes(2), DisclosureFacts.class);
            }
        }
        add(
                connection,
                failed.organisation(),
                failed.requestId(),
                new StaffOccasion.MailFailed(failed.kind(), reason, about),
                failed.messageId() + "/" + resends,
                now);
    }

    private static Optional<Channel> channel(Occasion occasion, Optional<Correspondences.Entry> entry) {
        if (occasion.ownContact().isPresent()) {
            return occasion.ownContact().flatMap(Contact::channel);
        }
        boolean known = occasion.receiver() == Receiver.REQUESTER && entry.isPresent();
        return known ? entry.get().channel() : Optional.of(Channel.E_MAIL);
    }

    /**
     * The same for the same fact and receiver, also after a loss of this table. Keyed: who files a request knows its id, and
     * could otherwise make up the report that its mail to somebody else came back.
     */
    UUID idOf(String fact, String receiver) {
        ByteBuffer bytes = ByteBuffer.wrap(signer.sign("message", fact, receiver));
        // RFC 9562, version 8: made by a method of one's own.
        return new UUID(
                bytes.getLong() & 0xffff_ffff_ffff_0fffL | 0x8000L,
                bytes.getLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L);
    }

    private boolean insert(
            Connection connection,
            UUID messageId,
            String organisation,
            UUID id,
            String fact,
            Occasion occasion,
            Channel channel,
            Instant now)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into message (id, organisation, request_id, kind, receiver, fact, occasion, state, created_at,
                  queued_at, next_attempt_at, settled_at, last_failure, traceparent, channel, policy_version,
                  own_contact, command_id, disclosure, address_hash)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?) on conflict do nothing
                """)) {
            boolean reachable = channel != null;
            insert.setObject(1, messageId);
            insert.setString(2, organisation);
            insert.setObject(3, id);
            insert.setString(4, occasion.kind());
            insert.setString(5, occasion.receiver().word());
            insert.setString(6, fact);
            insert.setBytes(7, reachable ? encrypted(messageId, occasion) : null);
            insert.setString(8, state(channel).word());
            insert.setObject(9, now.atOffset(ZoneOffset.UTC));
            insert.setObject(10, now.atOffset(ZoneOffset.UTC));
            insert.setObject(11, now.atOffset(ZoneOffset.UTC));
            insert.setObject(12, reachable ? null : now.atOffset(ZoneOffset.UTC));
            insert.setString(13, reachable ? null : NO_ADDRESS);
            insert.setString(14, TraceContext.current());
            insert.setString(15, (reachable ? channel : Channel.E_MAIL).word());
            insert.setObject(16, occasion.matter().map(Matter::policyVersion).orElse(null), Types.INTEGER);
            insert.setBoolean(17, occasion.ownContact().isPresent());
            insert.setObject(18, occasion.command().orElse(null), Types.OTHER);
            insert.setString(
                    19,
                    occasion.disclosure()
                            .map(about -> new String(EventJson.write(about), StandardCharsets.UTF_8))
                            .orElse(null));
            insert.setString(20, reachable ? addressHash(organisation, occasion) : null);
            return insert.executeUpdate() == 1;
        }
    }

    /** By which an erasure finds what a message brought with it; null when that is not about the person. */
    private String addressHash(String organisation, Occasion occasion) {
        boolean toPerson = occasion.receiver() == Receiver.REQUESTER || occasion.receiver() == Receiver.DATA_SUBJECT;
        return toPerson
                ? occasion.ownContact()
                        .flatMap(contact -> correspondences.addressHash(organisation, contact))
                        .orElse(null)
                : null;
    }

    private static MessageState state(Channel channel) {
        if (channel == null) {
            return MessageState.FAILED;
        }
        return channel == Channel.LETTER ? MessageState.TO_PRINT : MessageState.QUEUED;
    }

    private byte[] encrypted(UUID id, Occasion occasion) {
        return cipher.encryptBytes(context(id), EventJson.write(occasion));
    }

    /** What a claimed message says. */
    public Occasion occasion(ClaimedMessage message) {
        return occasion(message.id(), message.occasion());
    }

    /** What a letter to print says. */
    public Occasion occasion(OutTray.PaperLetter letter) {
        return occasion(letter.id(), letter.occasion());
    }

    private Occasion occasion(UUID messageId, byte[] encrypted) {
        return EventJson.read(cipher.decryptBytes(context(messageId), encrypted), Occasion.class);
    }

    private static String context(UUID id) {
        return "notification.message/" + id + "/occasion";
    }
}
