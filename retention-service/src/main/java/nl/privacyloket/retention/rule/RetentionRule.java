package nl.privacyloket.retention.rule;

import java.time.LocalDate;
import java.time.Period;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One rule of an organisation's policy about how long a category of personal data is kept.
 *
 * @param id name of the rule inside its policy
 * @param category the data category that it is about
 * @param kind what it binds to
 * @param trigger the event whose date a holding's start date is
 * @param period how long
 * @param countFrom where the counting begins; a trigger {@code calendar-year-end} counts from there in any case
 * @param basis the law or the promise behind it, as shown to people
 * @param action what becomes of the data afterwards
 * @param roles roles of persons that it is about; empty for every role
 * @param backupWindow how long erased data of it live on in backups; {@code null} when the rule does not say
 */
public record RetentionRule(
        String id,
        String category,
        RuleKind kind,
        Trigger trigger,
        Period period,
        CountFrom countFrom,
        String basis,
        RetentionAction action,
        Set<String> roles,
        Period backupWindow) {

    /** A rule for every role that says nothing about backups. */
    public RetentionRule(
            String id,
            String category,
            RuleKind kind,
            Trigger trigger,
            Period period,
            CountFrom countFrom,
            String basis,
            RetentionAction action) {
        this(id, category, kind, trigger, period, countFrom, basis, action, Set.of(), null);
    }

    public RetentionRule {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(trigger, "trigger");
        Objects.requireNonNull(basis, "basis");
        Objects.requireNonNull(action, "action");
        roles = Set.copyOf(roles);
        countFrom = trigger == Trigger.CALENDAR_YEAR_END ? CountFrom.CALENDAR_YEAR_END : countFrom;
        new RetentionTerm(period, countFrom);
    }

    /** The first date on which a holding with that start date may (legal term) or has to (promise, norm) go. */
    public LocalDate eraseFrom(LocalDate startedOn) {
        return kind.forbidsErasure() ? term().endServedInFull(startedOn) : term().endNotExceeded(startedOn);
    }

    /** The last date on which the law demands the holding; empty for a rule that demands no keeping. */
    public Optional<LocalDate> keepThrough(LocalDate startedOn) {
        return kind.forbidsErasure() ? Optional.of(eraseFrom(startedOn).minusDays(1)) : Optional.empty();
    }

    /** Whether this rule forbids to erase a holding with that start date on that day. */
    public boolean forbidsErasure(LocalDate startedOn, LocalDate today) {
        return kind.forbidsErasure() && eraseFrom(startedOn).isAfter(today);
    }

    /**
     * The earliest start date that this rule still protects on that day: everything that started earlier is free, and
     * nothing that started then or later. Empty for a rule that demands no keeping.
     */
    public Optional<LocalDate> protectsFrom(LocalDate today) {
        if (!kind.forbidsErasure()) {
            return Optional.empty();
        }
        // A later start never ends earlier, so that the border is found by halving.
        var free = today.minus(period).minusYears(2).toEpochDay();
        var bound = today.plusDays(1).toEpochDay();
        while (bound - free > 1) {
            var middle = Math.floorDiv(free + bound, 2);
            if (forbidsErasure(LocalDate.ofEpochDay(middle), today)) {
                bound = middle;
            } else {
                free = middle;
            }
        }
        return Optional.of(LocalDate.ofEpochDay(bound));
    }

    /** The same term, as long as it keeps: what comes after it is left open. */
    RetentionRule asMinimum() {
        return new RetentionRule(
                id, category, RuleKind.MINIMUM, trigger, period, countFrom, basis, action, roles, backupWindow);
    }

    private RetentionTerm term() {
        return new RetentionTerm(period, countFrom);
    }
}
