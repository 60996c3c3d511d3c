package nl.privacyloket.request.restriction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import nl.privacyloket.crypto.Sealer;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.Restriction;
import nl.privacyloket.request.file.Restrictions;
import nl.privacyloket.request.file.SealedFields;
import nl.privacyloket.request.journal.FactKind;
import nl.privacyloket.request.journal.RequestEvents;
import nl.privacyloket.request.journal.RequestJournal;
import nl.privacyloket.request.journal.SealedParties;

/**
 * Lifting a restriction takes three steps in this order: an officer announces it, the message to the person leaves, the
 * data systems are told.
 */
@ApplicationScoped
public class Lifting {

    private final Restrictions restrictions;
    private final SealedFields fields;
    private final SealedParties parties;
    private final Sealer sealer;
    private final RequestJournal journal;
    private final Clock clock;

    Lifting(
            Restrictions restrictions,
            SealedFields fields,
            SealedParties parties,
            Sealer sealer,
            RequestJournal journal,
            Clock clock) {
        this.restrictions = restrictions;
        this.fields = fields;
        this.parties = parties;
        this.sealer = sealer;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * An officer decides to lift it; nothing is lifted before the person has been written to.
     *
     * @param file locked
     * @throws ProblemException 409 when there is no restriction in force, or it is being lifted already
     */
    @Transactional(TxType.MANDATORY)
    void announce(RequestFile file, String reason, String actor) {
        Restriction restriction = restrictions.of(file).orElseThrow(() -> new ProblemException(409, "no-restriction"));
        if (restriction.announcedAt() != null) {
            throw new ProblemException(409, "restriction-already-ending");
        }
        Instant now = now();
        restriction.announce(fields.seal(file.id(), "restriction_lift_reason", reason), now);
        journal.note(
                file,
                FactKind.RESTRICTION_LIFTING_ANNOUNCED,
                actor,
                now,
                Map.of(),
                RequestEvents.restrictionLiftingAnnounced(
                        file,
                        now,
                        sealer.seal("notification-service", new RequestEvents.Reason(reason)),
                        parties.contact(file)));
    }

    /**
     * The message to the person has left: data systems are told to lift it. A second message changes nothing.
     *
     * @param file locked
     */
    @Transactional(TxType.MANDATORY)
    public void told(RequestFile file) {
        Restriction restriction = restrictions.of(file).orElse(null);
        if (restriction == null || restriction.announcedAt() == null || restriction.toldAt() != null) {
            return;
        }
        Instant now = now();
        restriction.told(now);
        journal.note(
                file,
                FactKind.RESTRICTION_LIFTING_TOLD,
                RequestJournal.NOTIFICATION,
                now,
                Map.of(),
                RequestEvents.restrictionLifted(file, now, parties.subject(file)));
    }

    /** Data systems have lifted it. */
    @Transactional(TxType.MANDATORY)
    public void lifted(RequestFile file) {
        Restriction restriction = restrictions.of(file).orElse(null);
        if (restriction == null || restriction.toldAt() == null || restriction.liftedAt() != null) {
            return;
        }
        Instant now = now();
        restriction.lifted(now);
        journal.note(file, FactKind.RESTRICTION_LIFTED, RequestJournal.RETENTION, now, Map.of());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
