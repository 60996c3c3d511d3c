package nl.privacyloket.request.intake;

import java.time.LocalDate;
import nl.privacyloket.request.InvalidInput;
import nl.privacyloket.request.law.Right;
import nl.privacyloket.request.people.AgeRules;
import nl.privacyloket.request.people.Capacity;
import nl.privacyloket.request.people.Exercise;

/** Who may ask for whom. Where no birth date is given no rule on age applies: it is not asked for. */
final class PeopleCheck {

    private static final String CHILD = "child";

    private PeopleCheck() {}

    /** @param receivedOn day of receipt where the organisation is */
    static void require(IntakeBody body, LocalDate receivedOn, InvalidInput input) {
        IntakeBody.Requester requester = body.requester();
        input.require(
                requester.email() != null || !body.identifiers().isEmpty() || body.representative() == null,
                "identifiers",
                "required");
        if (isReporter(body.representative())) {
            report(body, receivedOn, input);
        } else if (requester.birthDate() != null && !requester.birthDate().isAfter(receivedOn)) {
            age(body.representative(), requester.birthDate(), receivedOn, input);
        }
    }

    private static boolean isReporter(IntakeBody.Representative representative) {
        return representative != null && Capacity.REPORTER.code().equals(representative.capacity());
    }

    /** Anybody may report that data of a child are kept without consent (art. 17(1)(f)). */
    private static void report(IntakeBody body, LocalDate receivedOn, InvalidInput input) {
        boolean ofAChild = Right.ERASURE.code().equals(body.right()) && CHILD.equals(body.erasureGround());
        input.require(ofAChild, "representative.capacity", "reporter-of-a-child");
        input.require(body.furtherRights().isEmpty(), "furtherRights", "not-with-a-report");
        LocalDate birthDate = body.requester().birthDate();
        input.require(
                birthDate == null || AgeRules.exercise(birthDate, receivedOn) != Exercise.BY_ONESELF,
                "requester.birthDate",
                "no-child");
    }

    private static void age(
            IntakeBody.Representative representative, LocalDate birthDate, LocalDate receivedOn, InvalidInput input) {
        boolean byRepresentative = AgeRules.exercise(birthDate, receivedOn) == Exercise.BY_REPRESENTATIVE;
        if (representative == null) {
            input.require(!byRepresentative, "representative", "required-for-a-child");
            return;
        }
        boolean guardian = Capacity.GUARDIAN.code().equals(representative.capacity());
        input.require(guardian || !byRepresentative, "representative.capacity", "guardian-only");
        input.require(
                !guardian || AgeRules.canHaveGuardian(birthDate, receivedOn), "representative", "guardian-of-a-child");
    }
}
