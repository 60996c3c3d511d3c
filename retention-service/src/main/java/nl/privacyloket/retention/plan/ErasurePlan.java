package nl.privacyloket.retention.plan;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import nl.privacyloket.retention.rule.RetentionRules;

/**
 * What an erasure request will do, per data system and category. The plan that is shown is the plan that is executed:
 * a decision names its {@linkplain #hash() hash}.
 *
 * @param requestId the request that it belongs to
 * @param verdicts in {@link Verdict#ORDER}; together they cover each holding exactly once
 */
public record ErasurePlan(UUID requestId, List<Verdict> verdicts) {

    /** Basis of what stays because the decision did not grant it. */
    public static final String DECISION = "decision";

    public ErasurePlan {
        Objects.requireNonNull(requestId, "requestId");
        verdicts = verdicts.stream().sorted(Verdict.ORDER).toList();
    }

    /**
     * The plan for these holdings on a day. Holdings that a legal term protects are retained, all others go: the wish
     * of the person outranks a norm and a promised maximum, and never a legal minimum (GDPR art. 17(3)(b)).
     *
     * @param holdings in any order
     * @param today date in the organisation's zone
     */
    public static ErasurePlan of(UUID requestId, Collection<Holding> holdings, RetentionRules rules, LocalDate today) {
        return of(requestId, holdings, rules, today, (system, category) -> Optional.empty());
    }

    /**
     * As {@link #of(UUID, Collection, RetentionRules, LocalDate)}, with what is held. A hold goes before every term: all
     * that a system has of the category stays as long as the hold lasts.
     */
    public static ErasurePlan of(
            UUID requestId, Collection<Holding> holdings, RetentionRules rules, LocalDate today, HeldData held) {
        var counts = new TreeMap<Verdict, Integer>(Verdict.ORDER);
        for (var holding : holdings) {
            if (holding.count() > 0) {
                counts.merge(verdict(holding, rules, today, held), holding.count(), Math::addExact);
            }
        }
        var verdicts = counts.entrySet().stream()
                .map(entry -> withHoldings(entry.getKey(), entry.getValue()))
                .toList();
        return new ErasurePlan(requestId, verdicts);
    }

    private static Verdict verdict(Holding holding, RetentionRules rules, LocalDate today, HeldData held) {
        return held.by(holding.system(), holding.category())
                .map(hold -> new Verdict(
                        holding.system(), holding.category(), VerdictKind.HELD, hold.until(), hold.basis(), 0))
                .orElseGet(() -> verdict(holding, rules, today));
    }

    private static Verdict verdict(Holding holding, RetentionRules rules, LocalDate today) {
        return rules.protection(holding.category(), holding.startedOn(), today)
                .map(protection -> new Verdict(
                        holding.system(),
                        holding.category(),
                        VerdictKind.RETAIN,
                        protection.until(),
                        protection.basis(),
                        0))
                .orElseGet(() -> new Verdict(holding.system(), holding.category(), VerdictKind.ERASE, null, null, 0));
    }

    private static Verdict withHoldings(Verdict verdict, int holdings) {
        return new Verdict(
                verdict.system(), verdict.category(), verdict.verdict(), verdict.until(), verdict.basis(), holdings);
    }

    /** SHA-256 of {@link #canonicalJson()} in UTF-8, 64 lower-case hexadecimal digits. */
    public String hash() {
        return CanonicalJson.sha256(canonicalJson());
    }

    /** The plan as JSON without white space, members and verdicts in a fixed order: equal plans, equal text. */
    public String canonicalJson() {
        return verdicts.stream()
                .map(verdict -> CanonicalJson.object()
                        .text("system", verdict.system())
                        .text("category", verdict.category())
                        .text("verdict", verdict.verdict().wireName())
                        .text("until", verdict.until())
                        .text("basis", verdict.basis())
                        .number("holdings", verdict.holdings())
                        .end())
                .collect(Collectors.joining(",", "{\"requestId\":\"" + requestId + "\",\"verdicts\":[", "]}"));
    }

    /** The part of the plan that is about these categories; all of it when none is named. */
    public ErasurePlan only(Collection<String> categories) {
        return categories.isEmpty()
                ? this
                : new ErasurePlan(
                        requestId,
                        verdicts.stream()
                                .filter(verdict -> categories.contains(verdict.category()))
                                .toList());
    }

    /**
     * The plan when it was granted for these categories only: of the others nothing goes, because of the decision.
     *
     * @param categories empty for all
     */
    public ErasurePlan granting(Collection<String> categories) {
        if (categories.isEmpty()) {
            return this;
        }
        var granted = verdicts.stream()
                .map(verdict -> categories.contains(verdict.category()) || verdict.verdict() != VerdictKind.ERASE
                        ? verdict
                        : new Verdict(
                                verdict.system(),
                                verdict.category(),
                                VerdictKind.RETAIN,
                                null,
                                DECISION,
                                verdict.holdings()))
                .toList();
        return new ErasurePlan(requestId, granted);
    }

    /** The part of the plan that fits. */
    public ErasurePlan only(Predicate<Verdict> wanted) {
        return new ErasurePlan(requestId, verdicts.stream().filter(wanted).toList());
    }

    /** What stays because of a hold: one line for each category of a system. */
    public List<Verdict> held() {
        return verdicts.stream()
                .filter(verdict -> verdict.verdict() == VerdictKind.HELD)
                .toList();
    }

    /** The data systems that hold something. */
    public List<String> systems() {
        return verdicts.stream().map(Verdict::system).distinct().toList();
    }

    /** The verdicts about one data system. */
    public List<Verdict> verdictsFor(String system) {
        return verdicts.stream()
                .filter(verdict -> verdict.system().equals(system))
                .toList();
    }

    /** How many records of a category the data system still holds when the plan has been executed. */
    public int retained(String system, String category) {
        return verdictsFor(system).stream()
                .filter(verdict -> verdict.category().equals(category))
                .filter(verdict -> verdict.verdict() != VerdictKind.ERASE)
                .mapToInt(Verdict::holdings)
                .sum();
    }

    /** The categories that the data system holds something of, in order. */
    public List<String> categories(String system) {
        return verdictsFor(system).stream()
                .map(Verdict::category)
                .distinct()
                .sorted(Comparator.naturalOrder())
                .toList();
    }
}
