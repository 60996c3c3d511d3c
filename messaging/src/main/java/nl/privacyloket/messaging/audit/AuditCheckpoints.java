package nl.privacyloket.messaging.audit;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.messaging.event.OutgoingEvent;
import nl.privacyloket.messaging.outbox.Outbox;
import nl.privacyloket.tlog.Checkpoint;
import nl.privacyloket.tlog.CheckpointSigner;
import nl.privacyloket.tlog.Hash;

/** Signs what the log looks like, now and then, and publishes it behind the entries that it covers. For the active relay. */
public final class AuditCheckpoints {
    /** Type of a checkpoint's event. */
    public static final String TYPE = "nl.privacyloket.audit.checkpoint.v1";

    /** Organisation of what belongs to none. */
    static final String NO_ORGANISATION = "-";

    private final String service;
    private final CheckpointSettings settings;
    private final Clock clock;
    private final Outbox outbox = new Outbox();
    private final AuditLedger ledger = new AuditLedger();
    private StoredCheckpoint last;
    private long size;

    public AuditCheckpoints(String service, CheckpointSettings settings, Clock clock) {
        this.service = service;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Begins with what the database says. Another key than the last checkpoint's leaves an entry.
     *
     * @param connection with autocommit on
     */
    public void open(Connection connection) throws SQLException {
        AuditHead head = OneTransaction.on(connection, () -> {
            AuditHead stored = AuditHead.lock(connection);
            if (stored.keyId() != null && !stored.keyId().equals(settings.keyId())) {
                ledger.append(connection, List.of(act("audit-key.changed", "audit-key", settings.keyId(), "done")));
                AuditHead.storeKey(connection, settings.keyId());
            }
            return stored;
        });
        last = head.checkpoint();
        size = head.nextIndex();
    }

    /** An act of the service on its own log. */
    AuditEntry act(String action, String objectType, String objectId, String outcome) {
        Instant now = clock.instant();
        return new AuditEntry(now, NO_ORGANISATION, "system:" + service, action, objectType, objectId, outcome, null);
    }

    /** Says that entries have got their places. */
    public void grown(int entries) {
        size += entries;
    }

    /**
     * How long until a checkpoint is due; zero when one is now. A clock that was set back makes one due, rather than
     * none for as long as that.
     */
    public Duration untilDue() {
        if (size == 0) {
            return settings.atLeastEvery();
        }
        if (last == null) {
            return Duration.ZERO;
        }
        Duration wait = last.size() < size ? settings.every() : settings.atLeastEvery();
        Instant now = clock.instant();
        Duration left = Duration.between(now, last.signedAt().plus(wait));
        boolean due = left.isNegative() || last.signedAt().isAfter(now);
        return due ? Duration.ZERO : left;
    }

    /**
     * Signs and publishes a checkpoint when one is due.
     *
     * @param connection with autocommit on
     */
    public boolean signIfDue(Connection connection) throws SQLException {
        if (size == 0 || !untilDue().isZero()) {
            return false;
        }
        StoredCheckpoint signed = OneTransaction.on(connection, () -> {
            AuditHead head = AuditHead.lock(connection);
            if (!head.treeIsComplete()) {
                return null;
            }
            Hash root = head.frontier().root();
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            Checkpoint checkpoint = new Checkpoint(settings.origin(), head.nextIndex(), root);
            StoredCheckpoint made = new StoredCheckpoint(
                    CheckpointSigner.sign(checkpoint, now, settings.signers()), head.nextIndex(), now);
            AuditHead.store(connection, made, settings.keyId());
            outbox.append(connection, List.of(event(service, made, root)));
            return made;
        });
        if (signed == null) {
            return false;
        }
        last = signed;
        size = signed.size();
        return true;
    }

    /** Signs what is published, for the offset that is committed with it. */
    String vouch(long published, Hash root) {
        return CheckpointSigner.sign(
                new Checkpoint(settings.origin(), published, root), clock.instant(), settings.signers());
    }

    static OutgoingEvent event(String service, StoredCheckpoint checkpoint, Hash root) {
        String name = service + "/checkpoint/" + checkpoint.size() + "/" + checkpoint.signedAt();
        return new OutgoingEvent(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
                AuditSequencer.TOPIC,
                service,
                TYPE,
                NO_ORGANISATION,
                checkpoint.signedAt(),
                new CheckpointRecord(
                        service, checkpoint.size(), root.base64(), checkpoint.signedAt(), checkpoint.note()));
    }
}
