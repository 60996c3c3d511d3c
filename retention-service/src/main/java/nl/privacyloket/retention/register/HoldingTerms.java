package nl.privacyloket.retention.register;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeSet;
import nl.privacyloket.retention.rule.Due;
import nl.privacyloket.retention.rule.RetentionRule;
import nl.privacyloket.retention.rule.RetentionRules;
import nl.privacyloket.retention.rule.Trigger;

/**
 * When holdings go by one set of rules. Remembers what it has worked out, because most records of a batch share their
 * dates; made for one batch, so that this stays small.
 */
public final class HoldingTerms {
    private final RetentionRules rules;
    private final Map<Question, Due> answers = new HashMap<>();

    public HoldingTerms(RetentionRules rules) {
        this.rules = rules;
    }

    /** What decides on a holding's date, but for what is known of the person. */
    public record Question(String category, String role, Trigger trigger, LocalDate startedOn, short done) {}

    /** @param events what is known of the person; mostly nothing */
    public Due due(Question asked, Map<Trigger, LocalDate> events) {
        return events.isEmpty()
                ? answers.computeIfAbsent(asked, question -> ask(question, Map.of()))
                : ask(asked, events);
    }

    private Due ask(Question asked, Map<Trigger, LocalDate> events) {
        return rules.due(
                asked.category(),
                asked.role(),
                TriggerDates.of(asked.trigger(), asked.startedOn(), events),
                Codes.actions(asked.done()));
    }

    /** Equal for two sets of rules that say the same about a category; 64 hexadecimal digits. */
    public String basis(String category) {
        var text = new StringBuilder();
        rules.rules().stream()
                .filter(rule -> rule.category().equals(category))
                .map(HoldingTerms::text)
                .sorted(Comparator.naturalOrder())
                .forEach(line -> text.append(line).append('\n'));
        try {
            var hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }

    private static String text(RetentionRule rule) {
        return String.join(
                "|",
                rule.id(),
                rule.kind().wireName(),
                rule.trigger().wireName(),
                rule.period().toString(),
                rule.countFrom().wireName(),
                rule.action().wireName(),
                String.join(",", new TreeSet<>(rule.roles())));
    }
}
