package nl.privacyloket.retention.register;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import nl.privacyloket.retention.hold.Hold;
import nl.privacyloket.retention.rule.Due;
import nl.privacyloket.retention.rule.RetentionAction;
import nl.privacyloket.retention.rule.RetentionRule;
import nl.privacyloket.retention.rule.RetentionRules;
import nl.privacyloket.retention.rule.RuleKind;
import nl.privacyloket.retention.rule.Trigger;

/** Says in words why a holding is kept and when it goes. */
final class Explanations {
    private final RetentionRules rules;
    private final LocalDate today;
    private final ResourceBundle texts;

    /** @param today the date at the organisation */
    Explanations(RetentionRules rules, LocalDate today, Locale language) {
        this.rules = rules;
        this.today = today;
        this.texts = ResourceBundle.getBundle(
                "holdings",
                language,
                Explanations.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /**
     * One sentence.
     *
     * @param dates what has happened
     * @param done what was done to the holding already
     * @param due what the rules make of these
     */
    String of(String category, String role, Map<Trigger, LocalDate> dates, Set<RetentionAction> done, Due due) {
        if (due.on() != null) {
            return dated(due);
        }
        if (due.ruleId() != null) {
            return text("law-not-begun", Map.of("basis", due.keptBasis()));
        }
        var own = rules.rules().stream()
                .filter(rule -> rule.category().equals(category))
                .filter(rule ->
                        rule.roles().isEmpty() || role == null || rule.roles().contains(role))
                .sorted(Comparator.comparing(RetentionRule::id))
                .toList();
        return ending(own, role, dates, done);
    }

    /** A sentence to follow, with a space before it; empty for no hold. */
    String ofHold(Hold hold) {
        if (hold == null) {
            return "";
        }
        var reason = texts.getString("hold." + hold.reason().wireName());
        return " "
                + (hold.until() == null
                        ? text("held", Map.of("reason", reason))
                        : text("held-until", Map.of("reason", reason, "until", hold.until())));
    }

    private String dated(Due due) {
        var action = texts.getString("action." + due.action().wireName());
        if (!due.on().isAfter(today)) {
            return text("due-since", Map.of("on", due.on(), "basis", due.basis(), "action", action));
        }
        if (due.keptThrough() != null) {
            return text(
                    "kept-by-law",
                    Map.of("through", due.keptThrough(), "basis", due.keptBasis(), "on", due.on(), "action", action));
        }
        return text(
                "kept-by-promise",
                Map.of("through", due.on().minusDays(1), "basis", due.basis(), "on", due.on(), "action", action));
    }

    private String ending(
            List<RetentionRule> own, String role, Map<Trigger, LocalDate> dates, Set<RetentionAction> done) {
        var awaited = own.stream()
                .filter(rule -> rule.kind() != RuleKind.MINIMUM)
                .filter(rule -> rule.roles().isEmpty() || role != null)
                .filter(rule -> !done.contains(rule.action()))
                .filter(rule -> !dates.containsKey(rule.trigger()))
                .findFirst();
        if (awaited.isPresent()) {
            return text(
                    "event-awaited",
                    Map.of(
                            "event",
                            texts.getString("event." + awaited.get().trigger().wireName()),
                            "basis",
                            awaited.get().basis()));
        }
        if (!done.isEmpty()) {
            return text("done", Map.of());
        }
        var laws = own.stream().filter(rule -> rule.kind() == RuleKind.MINIMUM).toList();
        var open =
                laws.stream().filter(rule -> !dates.containsKey(rule.trigger())).findFirst();
        if (open.isPresent()) {
            return text("law-not-begun", Map.of("basis", open.get().basis()));
        }
        return laws.stream()
                .max(Comparator.comparing(rule -> rule.eraseFrom(dates.get(rule.trigger()))))
                .map(law -> text(
                        "law-without-end",
                        Map.of(
                                "through",
                                law.eraseFrom(dates.get(law.trigger())).minusDays(1),
                                "basis",
                                law.basis())))
                .orElseGet(() -> text("no-rule", Map.of()));
    }

    private String text(String key, Map<String, Object> values) {
        var text = texts.getString(key);
        for (var value : values.entrySet()) {
            text = text.replace("{" + value.getKey() + "}", value.getValue().toString());
        }
        return text;
    }
}
