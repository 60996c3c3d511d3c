package nl.privacyloket.audit.verify.reconcile;

import java.util.List;
import java.util.function.Function;
import nl.privacyloket.audit.verify.record.Entry;

/**
 * When one log has a fact, another must have one of these about the same thing.
 *
 * @param id for programs
 * @param about what both are about
 * @param when the fact that asks for another
 * @param then what there must be; one of them is enough
 * @param unless with one of these there need not be
 * @param reason why, for people
 */
public record Rule(String id, About about, Fact when, List<Fact> then, List<Fact> unless, String reason) {
    /** By what two entries are told to be about the same. */
    public enum About {
        /** The request. */
        REQUEST("request", Entry::requestId),
        /** The command to a data system. */
        COMMAND("command", entry -> "command".equals(entry.objectType()) ? entry.objectId() : null);

        private final String word;
        private final Function<Entry, String> key;

        About(String word, Function<Entry, String> key) {
            this.word = word;
            this.key = key;
        }

        String word() {
            return word;
        }

        /** Its id, or null when the entry is about none. */
        String key(Entry entry) {
            return key.apply(entry);
        }
    }

    public Rule {
        then = List.copyOf(then);
        unless = List.copyOf(unless);
    }
}
