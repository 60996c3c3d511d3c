package nl.privacyloket.connector.execution;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;

/**
 * What is to happen to the records of one category. Without dates the verdict holds for all of them; with dates, records
 * that started before {@code startedBefore} are erased and those that started on or after {@code startedFrom} are retained.
 *
 * @param category category of the policy
 * @param verdict {@code erase} or {@code retain}
 * @param startedBefore first day that is not erased, or {@code null}
 * @param startedFrom first day that is retained, or {@code null}
 * @param until last day on which the retained are kept, or {@code null}
 */
public record Instruction(
        String category, Verdict verdict, LocalDate startedBefore, LocalDate startedFrom, LocalDate until) {

    /** What an instruction asks for. */
    public enum Verdict {
        @JsonProperty("erase")
        ERASE,
        @JsonProperty("retain")
        RETAIN
    }

    boolean erases(LocalDate startedOn) {
        if (startedBefore != null) {
            return startedOn != null && startedOn.isBefore(startedBefore);
        }
        return verdict == Verdict.ERASE;
    }

    boolean retains(LocalDate startedOn) {
        if (startedFrom != null) {
            return startedOn != null && !startedOn.isBefore(startedFrom);
        }
        return verdict == Verdict.RETAIN && startedBefore == null;
    }
}
