package nl.privacyloket.request.file;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.crypto.BlindIndex;
import nl.privacyloket.request.law.Right;
import nl.privacyloket.request.policy.PolicyCatalogue;
import nl.privacyloket.request.state.Outcome;
import org.hibernate.LockOptions;

/** All request files. Lists are always of one organisation. */
@ApplicationScoped
public class RequestFiles implements PanacheRepositoryBase<RequestFile, UUID> {

    private final SealedFields fields;
    private final BlindIndex index;
    private final PolicyCatalogue policies;

    RequestFiles(SealedFields fields, BlindIndex index, PolicyCatalogue policies) {
        this.fields = fields;
        this.index = index;
        this.policies = policies;
    }

    /** Opens and stores a file. */
    public RequestFile open(NewRequest request) {
        UUID id = request.id();
        RequestFile file = RequestFile.open(
                request,
                fields.seal(id, request.organisation(), request.person()),
                new AccessColumns(
                        fields.seal(id, "status_token", request.statusToken()),
                        tokenHash(id, request.statusToken()),
                        codeHash(id, request.confirmationCode())),
                policies.alarms(request.organisation(), request.policyVersion())
                        .dueSoonAt(request.dates().dueOn()));
        persist(file);
        return file;
    }

    /** The file, locked until the transaction ends, so that steps are taken one after the other. */
    public Optional<RequestFile> lock(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Locks a file that was read before and reads it again, as it may have changed in between. */
    public void refreshLocked(RequestFile file) {
        getEntityManager().refresh(file, LockModeType.PESSIMISTIC_WRITE);
    }

    /**
     * The requests that came in the same message as this one, this one among them, first the one that the others name.
     * Alone for a request that came alone.
     */
    public List<RequestFile> combination(RequestFile file) {
        UUID first = file.combinedWith() == null ? file.id() : file.combinedWith();
        return list("id = ?1 or combinedWith = ?1 order by combinedWith nulls first, reference", first);
    }

    /**
     * Rectifications for the person with the same confirmed address that were carried out after that request came in, in
     * order: data systems may know the person by something else since.
     */
    public List<RequestFile> correctionsSince(RequestFile file) {
        return file.person().emailIndex == null
                ? List.of()
                : list(
                        "organisation = ?1 and person.emailIndex = ?2 and right = ?3 and closedAt >= ?4 and id <> ?5"
                                + " and outcome in ?6 order by closedAt",
                        file.organisation(),
                        file.person().emailIndex,
                        Right.RECTIFICATION,
                        file.receivedAt(),
                        file.id(),
                        List.of(Outcome.GRANTED, Outcome.PARTLY_GRANTED));
    }

    /** The same, locked in that order, so that two who lock it do not wait for each other. */
    public List<RequestFile> lockCombination(RequestFile file) {
        List<RequestFile> parts = combination(file);
        parts.forEach(this::refreshLocked);
        return parts;
    }

    /** Ids of requests of whose operative date staff are to hear by now, the longest waiting first. */
    public List<UUID> alarming(Instant now) {
        // By the index on what is still to be told: the cost follows what is due and not what is stored.
        return find("select id from RequestFile where nextAlarmAt <= ?1 order by nextAlarmAt, id", now)
                .project(UUID.class)
                .list();
    }

    /** Those of these requests of which that still holds and that nobody else is changing, locked. */
    public List<RequestFile> lockAlarming(List<UUID> ids, Instant now) {
        return find("id in ?1 and nextAlarmAt <= ?2 order by nextAlarmAt, id", ids, now)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .withHint("jakarta.persistence.lock.timeout", LockOptions.SKIP_LOCKED)
                .list();
    }

    /** Gives a locked file a new revision, as something changed that is kept beside it. */
    public void markChanged(RequestFile file) {
        getEntityManager().lock(file, LockModeType.PESSIMISTIC_FORCE_INCREMENT);
    }

    /** Whether that is the private token of the request; takes as long for a wrong one. */
    public boolean hasToken(RequestFile file, String token) {
        return MessageDigest.isEqual(file.access().statusTokenHash, tokenHash(file.id(), token));
    }

    /** Offers the export to another controller, which fetches it with that token. */
    public void offerTransfer(RequestFile file, String token, Instant at) {
        file.offerTransfer(transferHash(file.id(), token), at);
    }

    /** Whether that is the token of the latest offer; takes as long for a wrong one. */
    public boolean hasTransferToken(RequestFile file, String token) {
        byte[] expected = file.transfer().tokenHash;
        return expected != null && MessageDigest.isEqual(expected, transferHash(file.id(), token));
    }

    /** Whether that is the code that was sent; false when none was. */
    public boolean hasCode(RequestFile file, String code) {
        byte[] expected = file.access().codeHash;
        return expected != null && MessageDigest.isEqual(expected, codeHash(file.id(), code));
    }

    /**
     * Other requests for the same right with the same address that are open or were received after {@code since}; shown to
     * staff, never in the way of the person.
     */
    public List<UUID> possibleDuplicates(RequestFile file, Instant since) {
        if (file.person().emailIndex == null) {
            return List.of();
        }
        Right right = file.right();
        return find(
                        "organisation = ?1 and person.emailIndex = ?2 and right = ?3 and id <> ?4"
                                + " and (closedAt is null or receivedAt >= ?5) order by receivedAt",
                        file.organisation(),
                        file.person().emailIndex,
                        right,
                        file.id(),
                        since)
                .page(0, 20)
                .stream()
                .map(RequestFile::id)
                .toList();
    }

    /**
     * Requests of the same person at the same organisation, in order of receipt: this one, and those with the same address of
     * which it was established who asks. One that was never confirmed may be somebody else's doing.
     */
    public List<RequestFile> ofSamePerson(RequestFile file) {
        if (file.person().emailIndex == null) {
            return List.of(file);
        }
        return list(
                "organisation = ?1 and person.emailIndex = ?2 and (id = ?3 or identity.outcome = ?4)"
                        + " order by receivedAt, reference",
                file.organisation(),
                file.person().emailIndex,
                file.id(),
                IdentityCheck.VERIFIED);
    }

    private byte[] tokenHash(UUID id, String token) {
        return index.of("request.status-token", id.toString(), token);
    }

    private byte[] transferHash(UUID id, String token) {
        return index.of("request.transfer-token", id.toString(), token);
    }

    private byte[] codeHash(UUID id, String code) {
        return code == null ? null : index.of("request.code", id.toString(), code);
    }
}
