package nl.privacyloket.request.transfer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import nl.privacyloket.crypto.Sealer;
import nl.privacyloket.kit.access.RefusedAccess;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.kit.ratelimit.RateLimits;
import nl.privacyloket.request.export.Exports;
import nl.privacyloket.request.file.Person;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.RequestFiles;
import nl.privacyloket.request.file.SealedFields;
import nl.privacyloket.request.intake.Secrets;
import nl.privacyloket.request.journal.FactKind;
import nl.privacyloket.request.journal.RequestEvents;
import nl.privacyloket.request.journal.RequestJournal;
import nl.privacyloket.request.journal.SealedParties;
import nl.privacyloket.request.law.Right;

/** Offers a portability package to the controller that the person named, and hands it over. */
@ApplicationScoped
class Transfers {

    /** The controller that fetched a package, as an actor: whoever has the token. */
    private static final String RECEIVER = "receiver";

    private final RequestFiles files;
    private final SealedFields fields;
    private final Exports exports;
    private final RequestJournal journal;
    private final RefusedAccess refused;
    private final SealedParties parties;
    private final Sealer sealer;
    private final Clock clock;
    private final RateLimits limits;

    Transfers(
            RequestFiles files,
            SealedFields fields,
            Exports exports,
            RequestJournal journal,
            RefusedAccess refused,
            SealedParties parties,
            Sealer sealer,
            Clock clock,
            RateLimits limits) {
        this.files = files;
        this.fields = fields;
        this.exports = exports;
        this.journal = journal;
        this.refused = refused;
        this.parties = parties;
        this.sealer = sealer;
        this.clock = clock;
        this.limits = limits;
    }

    /**
     * The person has the package offered, also anew after it was fetched: a download can break off. The token of an earlier
     * offer has no use any more.
     *
     * @param file locked
     * @throws ProblemException 409 when there is nothing to offer or nobody to offer it to; 429 when mail went there too often
     */
    @Transactional(TxType.MANDATORY)
    void offer(RequestFile file) {
        if (file.right() != Right.PORTABILITY || file.execution().exportUntil() == null || !exports.isThere(file)) {
            throw new ProblemException(409, "nothing-to-transfer");
        }
        Person.Party receiver = fields.open(file).transferTo();
        if (receiver == null) {
            throw new ProblemException(409, "no-receiver");
        }
        limits.requireFor(file.organisation(), List.of(receiver.email()));
        Instant now = now();
        String token = Secrets.token();
        files.offerTransfer(file, token, now);
        journal.note(
                file,
                FactKind.TRANSFER_OFFERED,
                RequestJournal.SUBJECT,
                now,
                Map.of("until", file.execution().exportUntil().toString()),
                RequestEvents.transferOffered(
                        file,
                        sealer.seal(
                                "notification-service",
                                new RequestEvents.Receiver(receiver.name(), receiver.email(), token))));
    }

    /**
     * The other controller fetches the package.
     *
     * @param file locked, and offered to whoever asks
     * @throws ProblemException 410 when it was fetched on this offer or its time is over
     */
    @Transactional(TxType.MANDATORY)
    byte[] handOver(RequestFile file) {
        if (file.transfer().isTokenUsed()) {
            refused.ofRequest("transfer-fetched", file.organisation(), file.id());
            throw new ProblemException(410, "transfer-fetched");
        }
        byte[] zip = exports.forReceiver(file);
        Instant now = now();
        file.transfer(now);
        journal.note(
                file,
                FactKind.TRANSFERRED,
                RECEIVER,
                now,
                Map.of(),
                RequestEvents.transferred(file, parties.contact(file)));
        return zip;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
