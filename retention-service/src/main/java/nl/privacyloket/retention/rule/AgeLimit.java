package nl.privacyloket.retention.rule;

import java.time.LocalDate;

/**
 * What goes of a category on a day by its age alone: for data systems that find it themselves.
 *
 * @param category data category
 * @param trigger the event whose date is a record's start date
 * @param action what becomes of the records
 * @param startedBefore each record that started before this date is due, and no other
 * @param ruleId the rule behind it
 * @param basis the promise or law behind the rule
 */
public record AgeLimit(
        String category,
        Trigger trigger,
        RetentionAction action,
        LocalDate startedBefore,
        String ruleId,
        String basis) {}
