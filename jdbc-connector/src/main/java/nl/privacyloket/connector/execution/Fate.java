package nl.privacyloket.connector.execution;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What happens to one record.
 *
 * @param kind what
 * @param until last day on which a retained record is kept, or {@code null}
 */
record Fate(Kind kind, LocalDate until) {

    enum Kind {
        ERASE,
        RETAIN,
        /** No instruction is about it. */
        UNTOUCHED
    }

    /**
     * Decides by the instructions of the record's category. Where they contradict each other, or say nothing about a day, the
     * record is retained: a retained record can still be erased, an erased one cannot be brought back.
     */
    static Fate of(List<Instruction> instructions, LocalDate startedOn) {
        if (instructions.isEmpty()) {
            return new Fate(Kind.UNTOUCHED, null);
        }
        // Lines with a later first day are about the later records: the last one that is reached gives the date.
        Instruction retaining = instructions.stream()
                .filter(instruction -> instruction.retains(startedOn))
                .max(Comparator.comparing(Instruction::startedFrom, Comparator.nullsFirst(Comparator.naturalOrder())))
                .orElse(null);
        if (retaining != null) {
            return new Fate(Kind.RETAIN, retaining.until());
        }
        return instructions.stream().anyMatch(instruction -> instruction.erases(startedOn))
                ? new Fate(Kind.ERASE, null)
                : new Fate(
                        Kind.RETAIN,
                        instructions.stream()
                                .map(Instruction::until)
                                .filter(Objects::nonNull)
                                .max(LocalDate::compareTo)
                                .orElse(null));
    }
}
