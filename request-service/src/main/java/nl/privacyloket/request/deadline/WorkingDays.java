package nl.privacyloket.request.deadline;

import java.time.LocalDate;

/** Says which days count as working days in the sense of Reg. 1182/71 art. 2(2). */
@FunctionalInterface
public interface WorkingDays {

    /** False on a Saturday, a Sunday and a public holiday of the calendar. */
    boolean isWorkingDay(LocalDate day);

    /** The day itself when it is a working day, otherwise the first working day after it (Reg. 1182/71 art. 3(4)). */
    default LocalDate onOrAfter(LocalDate day) {
        LocalDate candidate = day;
        while (!isWorkingDay(candidate)) {
            candidate = candidate.plusDays(1);
        }
        return candidate;
    }
}
