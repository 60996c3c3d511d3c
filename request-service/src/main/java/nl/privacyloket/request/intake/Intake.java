package nl.privacyloket.request.intake;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.kit.ratelimit.RateLimits;
import nl.privacyloket.request.deadline.DueDates;
import nl.privacyloket.request.file.NewRequest;
import nl.privacyloket.request.file.Person;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.RequestFiles;
import nl.privacyloket.request.journal.FactKind;
import nl.privacyloket.request.journal.RequestEvents;
import nl.privacyloket.request.journal.RequestJournal;
import nl.privacyloket.request.journal.SealedParties;
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
    private final SealedParties parties;
    private final Clock clock;
    private final RateLimits limits;

    Intake(
            PolicyCatalogue policies,
            References references,
            IdempotencyKeys keys,
            RequestFiles files,
            RequestJournal journal,
            SealedParties parties,
            Clock clock,
            RateLimits limits) {
        this.policies = policies;
        this.references = references;
        this.keys = keys;
        this.files = files;
        this.journal = journal;
        this.parties = parties;
        this.clock = clock;
        this.limits = limits;
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
     * @throws ProblemException 429 when anybody has named one of the mail addresses too often
     */
    IntakeAnswer take(IntakeBody body, Policy policy, String actor, IdempotencyKeys.Claim claim) {
        Optional<IntakeAnswer> earlier = claim == null ? Optional.empty() : keys.earlier(claim);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        if (actor.equals(RequestJournal.SUBJECT)) {
            limits.requireFor(policy.organisation(), mailed(body));
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<NewRequest> parts = parts(body, policy, now);
        try {
            return QuarkusTransaction.requiringNew().call(() -> store(parts, actor, claim));
        } catch (KeyTaken taken) {
            return keys.earlier(claim).orElseThrow();
        }
    }

    /** Addresses that anybody can have mail sent to by naming them here. */
    private static List<String> mailed(IntakeBody body) {
        return Stream.of(
                        body.requester().email(),
                        body.representative() == null
                                ? null
                                : body.representative().email(),
                        body.transferTo() == null ? null : body.transferTo().email())
                .filter(Objects::nonNull)
                .toList();
    }

    /** One request for each right that is invoked: each has its own course, and may have its own identity rule. */
    private List<NewRequest> parts(IntakeBody body, Policy policy, Instant now) {
        Instant receivedAt = body.receivedAt() == null ? now : body.receivedAt().truncatedTo(ChronoUnit.MICROS);
        DueDates dates = policies.deadline(policy).of(receivedAt, policy.promisedTerm());
        Secret secret = new Secret(Secrets.token(), confirms(body) ? Secrets.code() : null);
        List<NewRequest> parts = new ArrayList<>();
        for (String right : rights(body)) {
            String reference =
                    references.next(policy.organisation(), dates.receivedOn().getYear());
            UUID first = parts.isEmpty() ? null : parts.get(0).id();
            Right invoked = Right.ofCode(right).orElseThrow();
            parts.add(request(body, invoked, first, policy, reference, secret, receivedAt, now, dates));
        }
        return parts;
    }

    private static List<String> rights(IntakeBody body) {
        List<String> rights = new ArrayList<>(List.of(body.right()));
        rights.addAll(body.furtherRights());
        return rights;
    }

    /** What the person gets: one token and one code for all that came in one message. */
    private record Secret(String token, String code) {
        @Override
        public String toString() {
            return "Secret[redacted]";
        }
    }

    private IntakeAnswer store(List<NewRequest> parts, String actor, IdempotencyKeys.Claim claim) {
        List<RequestFile> opened = parts.stream().map(files::open).toList();
        IntakeAnswer answer = IntakeAnswer.of(opened, parts.get(0).statusToken());
        if (claim != null && !keys.store(claim, answer)) {
            throw new KeyTaken();
        }
        files.flush();
        for (int i = 0; i < parts.size(); i++) {
            note(opened.get(i), parts.get(i), actor);
        }
        return answer;
    }

    private void note(RequestFile file, NewRequest request, String actor) {
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
                RequestEvents.received(
                        file,
                        parties.contact(request.person(), request.statusToken(), request.confirmationCode()),
                        subjectHashes(file, request),
                        request.registeredAt()));
    }

    /** What came on paper some days ago may have been corrected since. */
    private List<String> subjectHashes(RequestFile file, NewRequest request) {
        return request.receivedAt().isBefore(request.registeredAt())
                ? parties.subjectHashes(file)
                : parties.subjectHashes(file, request.person());
    }

    private static NewRequest request(
            IntakeBody body,
            Right right,
            UUID combinedWith,
            Policy policy,
            String reference,
            Secret secret,
            Instant receivedAt,
            Instant now,
            DueDates dates) {
        return new NewRequest(
                UUID.randomUUID(),
                policy.organisation(),
                reference,
                right,
                confirms(body) ? RequestStatus.AWAITING_CONFIRMATION : RequestStatus.AWAITING_IDENTITY,
                channel(body),
                body.requester().role(),
                body.locale() == null ? policy.languages().get(0) : body.locale(),
                body.categories(),
                right == Right.OBJECTION || right == Right.CONSENT_WITHDRAWAL ? body.purpose() : null,
                right == Right.RESTRICTION ? body.restrictionGround() : null,
                right == Right.ERASURE ? body.erasureGround() : null,
                combinedWith,
                policy.version(),
                receivedAt,
                now,
                dates,
                person(body),
                secret.token(),
                secret.code());
    }

    /** Who wrote by mail or web can confirm the address at once; others are known some other way. */
    private static boolean confirms(IntakeBody body) {
        Channel channel = channel(body);
        return channel == Channel.WEB || channel == Channel.E_MAIL;
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
