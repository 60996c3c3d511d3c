package nl.privacyloket.request.intake;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.crypto.Sealed;
import nl.privacyloket.crypto.Sealer;
import nl.privacyloket.request.deadline.DueDates;
import nl.privacyloket.request.file.NewRequest;
import nl.privacyloket.request.file.Person;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.RequestFiles;
import nl.privacyloket.request.journal.FactKind;
import nl.privacyloket.request.journal.RequestEvents;
import nl.privacyloket.request.journal.RequestJournal;
import nl.privacyloket.request.law.Right;
import nl.privacyloket.request.policy.Channel;
import nl.privacyloket.request.policy.Policy;
import nl.privacyloket.request.policy.PolicyCatalogue;
import nl.privacyloket.request.state.RequestStatus;

/** Opens a file for a request that has been checked. */
@ApplicationScoped
class Intake {

    private final PolicyCatalogue policies;
    private final References references;
    private final IdempotencyKeys keys;
    private final RequestFiles files;
    private final RequestJournal journal;
    private final Sealer sealer;
    private final Clock clock;

    Intake(
            PolicyCatalogue policies,
            References references,
            IdempotencyKeys keys,
            RequestFiles files,
            RequestJournal journal,
            Sealer sealer,
            Clock clock) {
        this.policies = policies;
        this.references = references;
        this.keys = keys;
        this.files = files;
        this.journal = journal;
        this.sealer = sealer;
        this.clock = clock;
    }

    /** Another intake under the same key was quicker. */
    private static final class KeyTaken extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Stores the request, its event and its audit entry together.
     *
     * @param actor who sent it, for the audit log
     * @param claim of an idempotency key, or null
     */
    IntakeAnswer take(IntakeBody body, Policy policy, String actor, IdempotencyKeys.Claim claim) {
        Optional<IntakeAnswer> earlier = claim == null ? Optional.empty() : keys.earlier(claim);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant receivedAt = body.receivedAt() == null ? now : body.receivedAt().truncatedTo(ChronoUnit.MICROS);
        DueDates dates = policies.deadline(policy).of(receivedAt, policy.promisedTerm());
        String reference =
                references.next(policy.organisation(), dates.receivedOn().getYear());
        NewRequest request = request(body, policy, reference, receivedAt, now, dates);
        try {
            return QuarkusTransaction.requiringNew().call(() -> store(request, actor, claim));
        } catch (KeyTaken taken) {
            return keys.earlier(claim).orElseThrow();
        }
    }

    private IntakeAnswer store(NewRequest request, String actor, IdempotencyKeys.Claim claim) {
        RequestFile file = files.open(request);
        IntakeAnswer answer = IntakeAnswer.of(file, request.statusToken());
        if (claim != null && !keys.store(claim, answer)) {
            throw new KeyTaken();
        }
        files.flush();
        journal.note(
                file,
                FactKind.RECEIVED,
                actor,
                request.registeredAt(),
                Map.of(
                        "right", file.right().code(),
                        "channel", file.channel().code(),
                        "receivedOn", file.dates().receivedOn().toString(),
                        "dueOn", file.dates().dueOn().toString()),
                RequestEvents.received(file, contact(request), request.registeredAt()));
        return answer;
    }

    private Sealed contact(NewRequest request) {
        RequestEvents.Contact contact = correspondent(request);
        return contact.email() == null && contact.postalAddress() == null
                ? null
                : sealer.seal("notification-service", contact);
    }

    /** Who acts for the person is written to instead of the person. */
    private static RequestEvents.Contact correspondent(NewRequest request) {
        Person.Requester requester = request.person().requester();
        Person.Representative representative = request.person().representative();
        return representative == null
                ? new RequestEvents.Contact(
                        requester.name(),
                        requester.email(),
                        request.confirmationCode(),
                        request.statusToken(),
                        requester.postalAddress(),
                        null)
                : new RequestEvents.Contact(
                        representative.name(),
                        representative.email(),
                        request.confirmationCode(),
                        request.statusToken(),
                        null,
                        requester.name());
    }

    private static NewRequest request(
            IntakeBody body, Policy policy, String reference, Instant receivedAt, Instant now, DueDates dates) {
        Channel channel = channel(body);
        // Who wrote by mail or web can confirm the address at once; others are known some other way.
        boolean confirms = channel == Channel.WEB || channel == Channel.E_MAIL;
        return new NewRequest(
                UUID.randomUUID(),
                policy.organisation(),
                reference,
                Right.ofCode(body.right()).orElseThrow(),
                confirms ? RequestStatus.AWAITING_CONFIRMATION : RequestStatus.AWAITING_IDENTITY,
                channel,
                body.requester().role(),
                body.locale() == null ? policy.languages().get(0) : body.locale(),
                body.categories(),
                body.purpose(),
                body.restrictionGround(),
                body.erasureGround(),
                null,
                policy.version(),
                receivedAt,
                now,
                dates,
                person(body),
                Secrets.token(),
                confirms ? Secrets.code() : null);
    }

    private static Channel channel(IntakeBody body) {
        for (Channel channel : Channel.values()) {
            if (channel.code().equals(body.channel())) {
                return channel;
            }
        }
        return Channel.WEB;
    }

    private static Person person(IntakeBody body) {
        IntakeBody.Requester requester = body.requester();
        IntakeBody.Representative representative = body.representative();
        IntakeBody.Party transferTo = body.transferTo();
        List<Person.Identifier> identifiers = body.identifiers().stream()
                .map(identifier -> new Person.Identifier(identifier.type(), identifier.value()))
                .toList();
        return new Person(
                new Person.Requester(
                        requester.name(), requester.email(), requester.birthDate(), requester.postalAddress()),
                representative == null
                        ? null
                        : new Person.Representative(
                                representative.name(), representative.email(), representative.capacity()),
                identifiers,
                body.details(),
                body.corrections().stream()
                        .map(correction -> new Person.Correction(correction.field(), correction.value()))
                        .toList(),
                transferTo == null ? null : new Person.Party(transferTo.name(), transferTo.email()));
    }
}
