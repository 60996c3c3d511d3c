package nl.privacyloket.audit.verify.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.privacyloket.audit.verify.AuditVerification;
import nl.privacyloket.audit.verify.log.LogVerdict;
import nl.privacyloket.audit.verify.log.LogVerdict.Verdict;
import nl.privacyloket.audit.verify.reconcile.Rule.About;
import nl.privacyloket.audit.verify.record.Entry;

/**
 * Lays logs side by side. Remembers of each request and command which facts it has seen, not the entries: some hundred bytes
 * for each, so that logs with millions of requests fit on a small machine.
 */
public final class Reconciliation implements AuditVerification.EntryListener {
    private final List<Rule> rules;
    /** The facts that rules speak of, each once; their places are bits. */
    private final List<Fact> facts = new ArrayList<>();

    /** Of each rule, the bit of the fact that asks for another. */
    private final long[] asking;

    private final Map<About, Map<String, Seen>> seen = new EnumMap<>(About.class);

    /** What was seen about one thing. */
    private static final class Seen {
        private long facts;
        /** When the first entry about it was written. */
        private Instant since = Instant.MAX;
        /** Of the rules that nothing satisfies yet, the first fact that asks, by the number of the rule; null for none. */
        private Map<Integer, Trigger> triggers;
    }

    /** From when on a party's log tells which request an entry is about, and which facts were taken. */
    private final Map<Party, Instant> tells = new EnumMap<>(Party.class);

    private final Set<String> ofOldForm = new HashSet<>();

    private record Trigger(String log, long index, Instant at) {}

    public Reconciliation() {
        this(Rules.list());
    }

    Reconciliation(List<Rule> rules) {
        this.rules = rules;
        for (Rule rule : rules) {
            number(rule.when());
            rule.then().forEach(this::number);
            rule.unless().forEach(this::number);
        }
        if (facts.size() > Long.SIZE) {
            throw new IllegalStateException("more facts than bits: " + facts.size());
        }
        asking = rules.stream().mapToLong(rule -> bit(rule.when())).toArray();
        for (About about : About.values()) {
            seen.put(about, new HashMap<>());
        }
    }

    private void number(Fact fact) {
        if (!facts.contains(fact)) {
            facts.add(fact);
        }
    }

    @Override
    public void entry(Entry entry) {
        noteForm(entry);
        for (About about : About.values()) {
            String key = about.key(entry);
            if (key != null) {
                note(seen.get(about).computeIfAbsent(key, any -> new Seen()), about, entry);
            }
        }
    }

    /** Services of an earlier version wrote entries without the organisation, and took facts without an entry. */
    private void noteForm(Entry entry) {
        if (entry.organisation() == null) {
            ofOldForm.add(entry.service());
            tells.putIfAbsent(Party.of(entry.service()), Instant.MAX);
        } else if (ofOldForm.contains(entry.service()) && "fact.taken".equals(entry.action())) {
            tells.computeIfPresent(
                    Party.of(entry.service()),
                    (party, since) -> since.equals(Instant.MAX) ? Instant.parse(entry.at()) : since);
        }
    }

    private void note(Seen one, About about, Entry entry) {
        Party party = Party.of(entry.service());
        long matching = 0;
        for (int i = 0; i < facts.size(); i++) {
            if (facts.get(i).matches(party, entry)) {
                matching |= 1L << i;
            }
        }
        one.facts |= matching;
        Instant at = Instant.parse(entry.at());
        one.since = at.isBefore(one.since) ? at : one.since;
        if (one.triggers != null) {
            one.triggers.keySet().removeIf(rule -> holds(rules.get(rule), one));
        }
        for (int i = 0; i < rules.size(); i++) {
            boolean asks = rules.get(i).about() == about && (matching & asking[i]) != 0;
            if (asks && !holds(rules.get(i), one)) {
                one.triggers = one.triggers == null ? new HashMap<>(4) : one.triggers;
                one.triggers.putIfAbsent(i, new Trigger(entry.service(), entry.index(), at));
            }
        }
        if (one.triggers != null && one.triggers.isEmpty()) {
            one.triggers = null;
        }
    }

    /**
     * What does not fit together.
     *
     * @param logs the verdicts; a rule is applied between logs that are complete and unaltered
     * @param grace what follows from a fact is missed when the log that lacks it was signed this long after the fact
     * @return by request, then by rule
     */
    public List<Discrepancy> judge(List<LogVerdict> logs, Duration grace) {
        Map<Party, Instant> signed = new EnumMap<>(Party.class);
        for (LogVerdict log : logs) {
            Party party = Party.of(log.log());
            Instant until = log.verdict() == Verdict.COMPLETE && log.proven() != null
                    ? log.proven().checkpoint().signedAt()
                    : Instant.MIN;
            signed.merge(party, until, (one, other) -> one.isBefore(other) ? one : other);
        }
        List<Discrepancy> found = new ArrayList<>();
        seen.forEach((about, things) -> things.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(thing -> found.addAll(judge(about, thing.getKey(), thing.getValue(), signed, grace))));
        return found;
    }

    private List<Discrepancy> judge(About about, String id, Seen one, Map<Party, Instant> signed, Duration grace) {
        List<Discrepancy> found = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            Trigger trigger = one.triggers == null ? null : one.triggers.get(i);
            if (trigger == null || !isTold(rule, one) || !isJudged(rule, trigger, signed, grace)) {
                continue;
            }
            Fact missing = rule.then().get(0);
            found.add(new Discrepancy(
                    rule.id(),
                    id,
                    missing.party().log(),
                    "the log " + trigger.log() + " says in entry " + trigger.index() + " of "
                            + trigger.at() + " of " + about.word() + " " + id + ": "
                            + rule.when().words()
                            + "; but " + missing.party().log() + " has no " + missing.words() + " about it ("
                            + rule.reason() + ")"));
        }
        return found;
    }

    private boolean holds(Rule rule, Seen one) {
        long enough = 0;
        for (Fact fact : rule.then()) {
            enough |= bit(fact);
        }
        for (Fact fact : rule.unless()) {
            enough |= bit(fact);
        }
        return (one.facts & enough) != 0;
    }

    /** It began when the logs that the missing fact could stand in told of such facts already. */
    private boolean isTold(Rule rule, Seen one) {
        return rule.then().stream()
                .allMatch(fact -> !one.since.isBefore(tells.getOrDefault(fact.party(), Instant.MIN)));
    }

    /** All logs that the missing fact could stand in are covered until well after the fact that asks for it. */
    private static boolean isJudged(Rule rule, Trigger trigger, Map<Party, Instant> signed, Duration grace) {
        return rule.then().stream().allMatch(fact -> {
            Instant until = signed.get(fact.party());
            return until != null
                    && !until.equals(Instant.MIN)
                    && !trigger.at().plus(grace).isAfter(until);
        });
    }

    private long bit(Fact fact) {
        return 1L << facts.indexOf(fact);
    }
}
