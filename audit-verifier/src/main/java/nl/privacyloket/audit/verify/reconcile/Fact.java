package nl.privacyloket.audit.verify.reconcile;

import java.util.Set;
import nl.privacyloket.audit.verify.record.Entry;

/**
 * Entries that a rule speaks of.
 *
 * @param party in whose log
 * @param actions one of these; empty for any
 * @param outcomes one of these; empty for any
 */
public record Fact(Party party, Set<String> actions, Set<String> outcomes) {
    static Fact of(Party party, String... actions) {
        return new Fact(party, Set.of(actions), Set.of());
    }

    Fact ending(String... expected) {
        return new Fact(party, actions, Set.of(expected));
    }

    boolean matches(Party of, Entry entry) {
        return of == party
                && (actions.isEmpty() || actions.contains(entry.action()))
                && (outcomes.isEmpty() || outcomes.contains(entry.outcome()));
    }

    /** In words, with the log. */
    String words() {
        String what = actions.isEmpty()
                ? "any entry"
                : String.join(" or ", actions.stream().sorted().toList());
        return outcomes.isEmpty()
                ? what
                : what + " (" + String.join(" or ", outcomes.stream().sorted().toList()) + ")";
    }
}
