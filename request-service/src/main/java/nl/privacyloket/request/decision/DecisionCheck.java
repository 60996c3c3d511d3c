package nl.privacyloket.request.decision;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.request.InvalidInput;
import nl.privacyloket.request.file.Person;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.RequestFiles;
import nl.privacyloket.request.file.SealedFields;
import nl.privacyloket.request.law.RefusalGround;
import nl.privacyloket.request.law.Right;
import nl.privacyloket.request.policy.Policy;
import nl.privacyloket.request.policy.PolicyCatalogue;
import nl.privacyloket.request.state.Outcome;

/** What must hold before a decision can be taken: it is complete, and it is about what can be seen now. */
@ApplicationScoped
class DecisionCheck {

    private final RequestFiles files;
    private final SealedFields fields;
    private final PolicyCatalogue policies;

    DecisionCheck(RequestFiles files, SealedFields fields, PolicyCatalogue policies) {
        this.files = files;
        this.fields = fields;
        this.policies = policies;
    }

    /** @throws ProblemException 400 naming each member that is missing or out of place */
    void requireComplete(RequestFile file, Outcome outcome, DecisionBody body, InvalidInput input) {
        Right right = file.right();
        if (outcome == Outcome.GRANTED) {
            input.require(body.ground() == null, "ground", "not-here");
        } else {
            ground(right, body, input);
        }
        boolean onPlan = right == Right.ERASURE && outcome.isGrant();
        input.require(onPlan || body.planHash() == null, "planHash", "not-here");
        input.require(!onPlan || body.planHash() != null, "planHash", "required");
        categories(file, outcome, body, input);
        purpose(file, outcome, body, input);
        corrections(file, outcome, body, input);
        input.refuse();
    }

    private static void ground(Right right, DecisionBody body, InvalidInput input) {
        List<String> grounds = Arrays.stream(RefusalGround.values())
                .filter(ground -> ground.appliesTo(right))
                .map(RefusalGround::code)
                .toList();
        input.require(body.ground() != null, "ground", "required");
        input.require(body.ground() == null || grounds.contains(body.ground()), "ground", "unknown", grounds);
        input.require(body.reason() != null && !body.reason().isBlank(), "reason", "required");
    }

    /** A part can be granted of what is told apart by category, and only of what was asked. */
    private void categories(RequestFile file, Outcome outcome, DecisionBody body, InvalidInput input) {
        boolean divisible =
                file.right().endsWithExport() || file.right() == Right.ERASURE || file.right() == Right.RESTRICTION;
        boolean possible = divisible && outcome == Outcome.PARTLY_GRANTED;
        input.require(possible || body.categories().isEmpty(), "categories", "not-here");
        if (possible) {
            // An erasure names its plan; of anything else the part has to be named.
            boolean named = file.right() == Right.ERASURE || !body.categories().isEmpty();
            input.require(named, "categories", "required");
            List<String> asked = file.categories().isEmpty()
                    ? policy(file).categories().stream()
                            .map(Policy.Category::id)
                            .toList()
                    : file.categories();
            for (int i = 0; i < body.categories().size(); i++) {
                String category = body.categories().get(i);
                input.require(asked.contains(category), "categories[" + i + "]", "unknown", asked);
            }
        }
    }

    private void purpose(RequestFile file, Outcome outcome, DecisionBody body, InvalidInput input) {
        boolean about = file.right() == Right.OBJECTION || file.right() == Right.CONSENT_WITHDRAWAL;
        boolean possible = about && outcome.isGrant();
        input.require(possible || body.purpose() == null, "purpose", "not-here");
        if (possible) {
            List<String> purposes =
                    policy(file).purposes().stream().map(Policy.Purpose::id).toList();
            input.require(file.purpose() != null || body.purpose() != null, "purpose", "required");
            input.require(body.purpose() == null || purposes.contains(body.purpose()), "purpose", "unknown", purposes);
        }
    }

    private void corrections(RequestFile file, Outcome outcome, DecisionBody body, InvalidInput input) {
        boolean possible = file.right() == Right.RECTIFICATION && outcome.isGrant();
        input.require(possible || body.corrections().isEmpty(), "corrections", "not-here");
        if (!possible) {
            return;
        }
        // A part that is not named would be carried out as the whole.
        boolean named = !body.corrections().isEmpty();
        boolean whole =
                outcome == Outcome.GRANTED && !fields.open(file).corrections().isEmpty();
        input.require(named || whole, "corrections", "required");
        List<String> known = policy(file).fields();
        for (int i = 0; i < body.corrections().size(); i++) {
            String field = body.corrections().get(i).field();
            String place = "corrections[" + i + "].field";
            input.require(known.contains(field), place, "unknown", known);
            boolean before = body.corrections().subList(0, i).stream().anyMatch(other -> field.equals(other.field()));
            input.require(!before, place, "twice");
        }
    }

    /**
     * The plan that the decision names is the one of now.
     *
     * @throws ProblemException 409 when there is none yet, or another
     */
    void requirePlan(RequestFile file, String named) {
        String latest = file.plan().hash();
        if (latest == null) {
            throw new ProblemException(409, "plan-not-ready");
        }
        if (!latest.equals(named)) {
            throw new ProblemException(409, "plan-drifted", Map.of("planHash", latest));
        }
    }

    /**
     * Who asked for a copy in the same message gets the copy first: after an erasure there is nothing to copy, and after a
     * correction of what the person is found by the systems find nobody under what was given.
     *
     * @throws ProblemException 409 naming the request that comes first
     */
    void requireCopyFirst(RequestFile file, DecisionBody body) {
        if (file.right() == Right.RECTIFICATION && !correctsIdentifier(file, body)) {
            return;
        }
        Optional<UUID> first = files.combination(file).stream()
                .filter(other -> other.right().endsWithExport() && other.closedAt() == null)
                .map(RequestFile::id)
                .findFirst();
        if (first.isPresent()) {
            throw new ProblemException(
                    409, "copy-comes-first", Map.of("requestId", first.get().toString()));
        }
    }

    private boolean correctsIdentifier(RequestFile file, DecisionBody body) {
        List<String> types = policy(file).identifiers().stream()
                .map(Policy.IdentifierType::type)
                .toList();
        return Stream.concat(
                        body.corrections().stream().map(DecisionBody.Correction::field),
                        fields.open(file).corrections().stream().map(Person.Correction::field))
                .anyMatch(types::contains);
    }

    private Policy policy(RequestFile file) {
        return policies.version(file.organisation(), file.policyVersion());
    }
}
