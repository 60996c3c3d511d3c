package nl.privacyloket.request.people;

import java.time.LocalDate;
import java.time.Period;

/**
 * From which age a person exercises the rights of GDPR art. 12 to 22, by the law of the day on which the request was received.
 *
 * <ul>
 *   <li>Before 1 September 2026 (UAVG art. 5(4) as it stood): the legal representative up to the sixteenth birthday, then the
 *       person.
 *   <li>From 1 September 2026 (UAVG art. 5 as changed): the legal representative up to the twelfth birthday, the child or the
 *       legal representative up to the sixteenth, then the person.
 * </ul>
 *
 * <p>Ages are those on the local day of receipt. Who was born on 29 February is a year older on 1 March in a year without
 * that day, as only then whole years have gone by; so it is counted in Dutch law.
 */
public final class AgeRules {

    /** First day of the rules with two ages. */
    public static final LocalDate CHANGED_ON = LocalDate.of(2026, 9, 1);

    /** From this age somebody exercises their rights themselves, before and after the change. */
    public static final int ADULT_IN_THIS = 16;

    /** From this age somebody can be under guardianship as an adult (BW 1:378). */
    public static final int OF_AGE = 18;

    /** From this age a child may, after the change. */
    public static final int CHILD_MAY = 12;

    private AgeRules() {}

    /**
     * Who exercises the rights of somebody.
     *
     * @param receivedOn day of receipt in the organisation's zone
     */
    public static Exercise exercise(LocalDate birthDate, LocalDate receivedOn) {
        int age = ageOn(receivedOn, birthDate);
        if (age >= ADULT_IN_THIS) {
            return Exercise.BY_ONESELF;
        }
        boolean mayAlready = age >= CHILD_MAY && !receivedOn.isBefore(CHANGED_ON);
        return mayAlready ? Exercise.BY_EITHER : Exercise.BY_REPRESENTATIVE;
    }

    /**
     * Whether somebody can have a guardian who asks for them: a child that does not ask alone, or an adult under guardianship.
     * Whether they have one, the evidence shows.
     */
    public static boolean canHaveGuardian(LocalDate birthDate, LocalDate receivedOn) {
        return exercise(birthDate, receivedOn) != Exercise.BY_ONESELF || ageOn(receivedOn, birthDate) >= OF_AGE;
    }

    /** Whole years since birth. */
    static int ageOn(LocalDate day, LocalDate birthDate) {
        return Period.between(birthDate, day).getYears();
    }
}
