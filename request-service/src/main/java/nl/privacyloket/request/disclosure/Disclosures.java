package nl.privacyloket.request.disclosure;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.crypto.Sealed;
import nl.privacyloket.crypto.Sealer;
import nl.privacyloket.kit.messaging.AuditTrail;
import nl.privacyloket.kit.messaging.Events;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.request.file.IdentityCheck;
import nl.privacyloket.request.file.Person;
import nl.privacyloket.request.intake.References;
import nl.privacyloket.request.intake.Secrets;
import nl.privacyloket.request.journal.SealedParties;
import nl.privacyloket.request.policy.Policy;

/** Records disclosures, asks the person first where the policy says so, and always tells them. */
@ApplicationScoped
public class Disclosures {

    /** The message that data were given. */
    private static final String TOLD = "disclosure";

    private final DisclosureFiles files;
    private final DisclosureFields fields;
    private final References references;
    private final Events events;
    private final AuditTrail audit;
    private final Sealer sealer;
    private final SealedParties parties;
    private final Clock clock;

    Disclosures(
            DisclosureFiles files,
            DisclosureFields fields,
            References references,
            Events events,
            AuditTrail audit,
            Sealer sealer,
            SealedParties parties,
            Clock clock) {
        this.files = files;
        this.fields = fields;
        this.references = references;
        this.events = events;
        this.audit = audit;
        this.sealer = sealer;
        this.parties = parties;
        this.clock = clock;
    }

    /**
     * A disclosure that was made, as an access answer tells it.
     *
     * @param country where the recipient is established, or null
     */
    public record Made(
            String reference,
            String recipient,
            String country,
            Instant disclosedAt,
            String basis,
            String askedBy,
            List<String> categories,
            String purpose) {
        @Override
        public String toString() {
            return "Made[" + reference + "]";
        }
    }

    /**
     * What was recorded when the same was sent before.
     *
     * @param key of the caller, or null
     * @throws ProblemException 422 when something else was sent under it
     */
    Optional<DisclosureFile> earlier(String organisation, DisclosureBody body, String actor, String key) {
        if (key == null) {
            return Optional.empty();
        }
        Optional<DisclosureFile> earlier =
                QuarkusTransaction.requiringNew().call(() -> files.ofKey(organisation, fields.keyHash(actor, key)));
        if (earlier.isPresent() && !MessageDigest.isEqual(earlier.get().bodyHash, fields.bodyHash(body))) {
            throw new ProblemException(422, "idempotency-key-reused");
        }
        return earlier;
    }

    /**
     * Records a checked disclosure with its event and audit entry.
     *
     * @param key of the caller, or null
     */
    DisclosureFile record(DisclosureBody body, Policy policy, String actor, String key) {
        try {
            return store(body, policy, actor, key);
        } catch (PersistenceException e) {
            // The same key is being stored by another call: what that one recorded counts.
            return earlier(policy.organisation(), body, actor, key).orElseThrow(() -> e);
        }
    }

    private DisclosureFile store(DisclosureBody body, Policy policy, String actor, String key) {
        Instant now = now();
        String reference = references.next(
                policy.organisation() + "-d",
                ZonedDateTime.ofInstant(now, policy.zone()).getYear());
        String locale = body.locale() == null ? policy.languages().get(0) : body.locale();
        DisclosureFile file =
                new DisclosureFile(UUID.randomUUID(), policy.organisation(), policy.version(), reference, body, locale);
        fields.seal(file, body);
        if (key != null) {
            file.keyHash = fields.keyHash(actor, key);
            file.bodyHash = fields.bodyHash(body);
        }
        return QuarkusTransaction.requiringNew().call(() -> {
            if (DisclosureCheck.asksFirst(policy, body.basis())) {
                ask(file, body, actor, now);
            } else {
                file.made(actor, now, body.disclosedAt() == null ? now : micros(body.disclosedAt()));
                store(file, body);
                tell(file, actor, now);
            }
            return file;
        });
    }

    private void ask(DisclosureFile file, DisclosureBody body, String actor, Instant now) {
        file.asked(actor, now, body.disclosedAt() == null ? null : micros(body.disclosedAt()));
        String token = Secrets.token();
        fields.giveToken(file, token);
        store(file, body);
        audit(file, "consent-asked", actor, now);
        DisclosureBody.Subject subject = body.subject();
        events.publish(DisclosureEvents.consentAsked(
                file,
                seal(new DisclosureEvents.Contact(
                        subject.name(),
                        subject.email(),
                        subject.postalAddress(),
                        token,
                        body.recipient().name(),
                        body.purpose())),
                person(subject)));
    }

    private void store(DisclosureFile file, DisclosureBody body) {
        files.store(
                file,
                fields.indexes(
                        file.organisation(),
                        body.subject().email(),
                        body.subject().identifiers()));
    }

    /**
     * The person answers, or takes consent back before the data are given.
     *
     * @param file locked
     * @param answer what came in
     * @param actor the person, or who of staff enters the answer
     * @throws ProblemException 409 when they were given already, or the person refused before
     */
    @Transactional(TxType.MANDATORY)
    void answer(DisclosureFile file, ConsentBody answer, String actor) {
        boolean given = answer.isGiven();
        DisclosureState wanted = given ? DisclosureState.CONSENTED : DisclosureState.REFUSED;
        if (file.state() == wanted) {
            return;
        }
        if (file.state() == DisclosureState.DISCLOSED || file.state() == DisclosureState.REFUSED) {
            throw new ProblemException(
                    409, "disclosure-over", Map.of("state", file.state().code()));
        }
        Instant now = now();
        boolean withdrawn = file.state() == DisclosureState.CONSENTED;
        file.answer(given, actor, answer.channel(), fields.sealAnswerNote(file, answer.note()), now);
        audit(file, given ? "consent-given" : withdrawn ? "consent-withdrawn" : "consent-refused", actor, now);
    }

    /**
     * The data were given, as the person allowed.
     *
     * @param file locked
     * @param at when, or null for now
     * @throws ProblemException 409 when the person has not allowed it, or it is over
     */
    @Transactional(TxType.MANDATORY)
    void complete(DisclosureFile file, Instant at, String actor) {
        if (file.state() == DisclosureState.AWAITING_CONSENT) {
            throw new ProblemException(409, "consent-not-given");
        }
        if (file.state() != DisclosureState.CONSENTED) {
            throw new ProblemException(
                    409, "disclosure-over", Map.of("state", file.state().code()));
        }
        Instant now = now();
        file.complete(at == null ? now : micros(at));
        tell(file, actor, now);
    }

    private void tell(DisclosureFile file, String actor, Instant now) {
        audit(file, "made", actor, now);
        DisclosureBody.Subject subject = fields.subject(file);
        events.publish(DisclosureEvents.made(
                file,
                seal(new DisclosureEvents.Contact(
                        subject.name(),
                        subject.email(),
                        subject.postalAddress(),
                        null,
                        fields.recipient(file).name(),
                        null)),
                person(subject),
                now));
    }

    /**
     * What became of a message to the person; nothing when there is no such disclosure at that organisation.
     *
     * @param kind of the message
     * @param sent whether it went out, otherwise it could not be delivered
     */
    @Transactional(TxType.MANDATORY)
    public void noteMessage(UUID id, String organisation, String kind, boolean sent) {
        files.findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE)
                .filter(file -> file.organisation().equals(organisation))
                .ifPresent(file -> {
                    if (!sent) {
                        file.notReached(now());
                    } else if (kind.equals(TOLD)) {
                        file.told(now());
                    } else {
                        file.reached();
                    }
                });
    }

    /** A member of staff saw the personal data: for the audit log only. */
    @Transactional(TxType.MANDATORY)
    void noteRead(DisclosureFile file, String actor) {
        audit(file, "read", actor, now());
    }

    /**
     * What the organisation gave to third parties of the person who makes a request, in order of happening.
     *
     * @param identity how it was established who asks
     */
    @Transactional(TxType.MANDATORY)
    public List<Made> madeAbout(String organisation, Person person, IdentityCheck identity) {
        List<DisclosureBody.Identifier> claimed = person.identifiers().stream()
                .map(identifier -> new DisclosureBody.Identifier(identifier.type(), identifier.value()))
                .toList();
        SamePerson same = new SamePerson(person.requester(), claimed, identity);
        return files
                .made(
                        organisation,
                        fields.indexes(organisation, person.requester().email(), claimed))
                .stream()
                .filter(file -> same.isIn(fields.subject(file)))
                .map(this::made)
                .toList();
    }

    private Made made(DisclosureFile file) {
        DisclosureBody.Recipient recipient = fields.recipient(file);
        return new Made(
                file.reference(),
                recipient.name(),
                recipient.country(),
                file.disclosedAt(),
                file.basis(),
                file.askedBy(),
                file.categories(),
                fields.purpose(file));
    }

    private void audit(DisclosureFile file, String action, String actor, Instant at) {
        audit.record(new AuditEntry(
                at,
                file.organisation(),
                actor,
                "disclosure." + action,
                "disclosure",
                file.id().toString(),
                "done",
                file.policyVersion()));
    }

    private Sealed seal(DisclosureEvents.Contact contact) {
        return sealer.seal("notification-service", contact);
    }

    private Sealed person(DisclosureBody.Subject subject) {
        return parties.subject(
                subject.email(),
                subject.identifiers().stream()
                        .map(identifier -> new Person.Identifier(identifier.type(), identifier.value()))
                        .toList());
    }

    private Instant now() {
        return micros(clock.instant());
    }

    private static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
