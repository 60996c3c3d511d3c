package nl.privacyloket.request.restriction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.privacyloket.crypto.Sealer;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.RequestFiles;
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

    private final RequestFiles files;
    private final Restrictions restrictions;
    private final SealedFields fields;
    private final SealedParties parties;
    private final Sealer sealer;
    private final RequestJournal journal;
    private final Clock clock;

    Lifting(
            RequestFiles files,
            Restrictions restrictions,
            SealedFields fields,
            SealedParties parties,
            Sealer sealer,
            RequestJournal journal,
            Clock clock) {
        this.files = files;
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
     * @param together other requests of the person whose restriction ends with it
     * @throws ProblemException 409 when there is no restriction in force, it is being lifted already, or another request of
     *     the person still needs it
     */
    @Transactional(TxType.MANDATORY)
    void announce(RequestFile file, String reason, Set<UUID> together, String actor) {
        if (inForce(file).announcedAt() != null) {
            throw new ProblemException(409, "restriction-already-ending");
        }
        List<RequestFile> ending = new ArrayList<>(List.of(file));
        files.restrictedBeside(file).stream()
                .filter(other -> together.contains(other.id()))
                .forEach(ending::add);
        ending.stream().skip(1).forEach(files::refreshLocked);
        requireNoOther(ending);
        ending.forEach(each -> announce(each, reason, actor));
    }

    /** Data systems know one restriction on a person's data, whatever the number of requests that led to it. */
    private void requireNoOther(List<RequestFile> ending) {
        Set<UUID> known = ending.stream().map(RequestFile::id).collect(Collectors.toSet());
        List<String> others = ending.stream()
                .flatMap(file -> files.restrictedBeside(file).stream()
                        .filter(other -> overlap(restricted(file), restricted(other))))
                .map(RequestFile::id)
                .filter(id -> !known.contains(id))
                .distinct()
                .map(UUID::toString)
                .toList();
        if (!others.isEmpty()) {
            throw new ProblemException(409, "other-restriction-in-force", Map.of("requestIds", others));
        }
    }

    private void announce(RequestFile file, String reason, String actor) {
        Restriction restriction = inForce(file);
        if (restriction.announcedAt() != null) {
            return;
        }
        Instant now = now();
        restriction.announce(fields.seal(file.id(), "restriction_lift_reason", reason), now);
        files.markChanged(file);
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

    private static List<String> restricted(RequestFile file) {
        List<String> decided = file.decision().categories();
        return decided.isEmpty() ? file.categories() : decided;
    }

    /** Empty is everything. */
    private static boolean overlap(List<String> some, List<String> others) {
        return some.isEmpty() || others.isEmpty() || !Collections.disjoint(some, others);
    }

    /**
     * Staff told the person, as the message could not leave.
     *
     * @param file locked
     * @param how for instance {@code phone}
     * @param note for colleagues, or null
     * @throws ProblemException 409 when there is nothing to tell, or it has been told
     */
    @Transactional(TxType.MANDATORY)
    void toldByStaff(RequestFile file, String how, String note, String actor) {
        Restriction restriction = inForce(file);
        if (restriction.announcedAt() == null) {
            throw new ProblemException(409, "lifting-not-announced");
        }
        if (restriction.toldAt() != null) {
            throw new ProblemException(409, "lifting-already-told");
        }
        told(file, restriction, actor, Map.of("how", how));
        restriction.noteTelling(fields.seal(file.id(), "restriction_telling_note", note));
    }

    /**
     * People have lifted it where a data system cannot.
     *
     * @param file locked
     * @throws ProblemException 409 when the person has not been told yet, or it has been lifted
     */
    @Transactional(TxType.MANDATORY)
    void close(RequestFile file, String reason, String actor) {
        Restriction restriction = inForce(file);
        if (restriction.toldAt() == null) {
            throw new ProblemException(409, "lifting-not-told");
        }
        Instant now = now();
        restriction.closed(fields.seal(file.id(), "restriction_closing_reason", reason), now);
        end(file);
        journal.note(
                file,
                FactKind.RESTRICTION_LIFTING_CLOSED,
                actor,
                now,
                Map.of(),
                RequestEvents.restrictionLiftingClosed(file, now));
        journal.note(file, FactKind.RESTRICTION_LIFTED, actor, now, Map.of());
    }

    private Restriction inForce(RequestFile file) {
        return restrictions
                .of(file)
                .filter(restriction -> restriction.liftedAt() == null)
                .orElseThrow(() -> new ProblemException(409, "no-restriction"));
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
        told(file, restriction, RequestJournal.NOTIFICATION, Map.of());
    }

    private void told(RequestFile file, Restriction restriction, String actor, Map<String, String> details) {
        Instant now = now();
        restriction.told(now);
        files.markChanged(file);
        journal.note(
                file,
                FactKind.RESTRICTION_LIFTING_TOLD,
                actor,
                now,
                details,
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
        end(file);
        journal.note(file, FactKind.RESTRICTION_LIFTED, RequestJournal.RETENTION, now, Map.of());
    }

    /** What failed on the way has been done since. */
    private void end(RequestFile file) {
        file.forgetFailure();
        files.markChanged(file);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
