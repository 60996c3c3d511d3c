package nl.privacyloket.retention.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.retention.rule.CountFrom;
import nl.privacyloket.retention.rule.RetentionAction;
import nl.privacyloket.retention.rule.RetentionRule;
import nl.privacyloket.retention.rule.RetentionRules;
import nl.privacyloket.retention.rule.RuleKind;
import nl.privacyloket.retention.rule.Trigger;
import nl.privacyloket.retention.rule.WireName;

/** What this service reads of {@code nl.privacyloket.policy.published.v1}. */
record PublishedPolicy(String organisation, int version, LocalDate validFrom, Instant publishedAt, Policy policy) {

    record Policy(String zone, Scope scope, List<Rule> retention, Backups backups) {

        @JsonCreator
        Policy {
            retention = retention == null ? List.of() : List.copyOf(retention);
        }
    }

    record Scope(String id) {}

    record Backups(String window) {

        Period period() {
            return window == null ? null : Period.parse(window);
        }
    }

    record Rule(
            String id,
            String category,
            String kind,
            String trigger,
            String period,
            String countFrom,
            String basis,
            String action,
            List<String> roles,
            String backupWindow) {

        /**
         * The rule as this service applies it. A rule that it cannot read is not skipped: it could be a legal minimum.
         *
         * @throws PoisonEventException when a value is none that this service knows
         */
        RetentionRule toRule() {
            try {
                return new RetentionRule(
                        id,
                        category,
                        WireName.parse(RuleKind.class, kind),
                        WireName.parse(Trigger.class, trigger),
                        Period.parse(period),
                        countFrom == null ? CountFrom.TRIGGER : WireName.parse(CountFrom.class, countFrom),
                        basis,
                        WireName.parse(RetentionAction.class, action),
                        roles == null ? Set.of() : Set.copyOf(roles),
                        backupWindow == null ? null : Period.parse(backupWindow));
            } catch (IllegalArgumentException | DateTimeException | NullPointerException e) {
                throw new PoisonEventException("unknown-retention-rule");
            }
        }
    }

    /** @throws PoisonEventException when a member that every policy has is missing or malformed */
    PolicyVersion toVersion() {
        if (organisation == null || version < 1 || validFrom == null || policy == null || policy.zone() == null) {
            throw new PoisonEventException("incomplete-policy");
        }
        try {
            var rules = policy.retention().stream().map(Rule::toRule).toList();
            return new PolicyVersion(
                    organisation,
                    version,
                    validFrom,
                    ZoneId.of(policy.zone()),
                    policy.scope() == null ? null : policy.scope().id(),
                    new RetentionRules(rules),
                    policy.backups() == null ? null : policy.backups().period());
        } catch (DateTimeException e) {
            throw new PoisonEventException("unknown-zone-or-period");
        }
    }
}
