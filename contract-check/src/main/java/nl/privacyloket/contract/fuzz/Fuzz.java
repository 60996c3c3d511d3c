package nl.privacyloket.contract.fuzz;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nl.privacyloket.contract.fuzz.Described.Operation;

/**
 * Calls every operation of a service in ways that its document allows and in ways that it does not. The same seed makes the same
 * calls; {@code -Dfuzz.seed=} and {@code -Dfuzz.calls=} set them. A build makes the same calls as the one before, so that no
 * change fails by chance; whoever looks for more takes another seed.
 */
public final class Fuzz {
    private static final int FEW = 700;
    private static final long USUAL_SEED = 442_931;
    private static final int ENOUGH = 25;
    /** Answers that are given before a call is read, or to whom it is not for. */
    private static final Set<Integer> AT_THE_DOOR = Set.of(0, 401, 403, 404, 405, 406, 414, 415, 429, 431);

    private final Target target;
    private final List<Operation> operations;
    private final HostileCalls calls;
    private final Wire wire;

    /**
     * What came of it.
     *
     * @param notReached operations that refused every call before they looked at more than who it came from and what about
     */
    public record Outcome(long seed, int calls, Map<Integer, Integer> answers, Set<String> notReached) {}

    public Fuzz(String service, Target target) {
        this(Described.of(service), target);
    }

    public Fuzz(Described document, Target target) {
        this.target = target;
        this.operations = document.operations();
        this.calls = new HostileCalls(document, target);
        this.wire = new Wire(target.port());
    }

    /**
     * Calls and judges.
     *
     * @throws AssertionError with the seed and each call that was answered wrongly, as a line for a shell
     */
    public Outcome run() throws IOException {
        long seed = Long.getLong("fuzz.seed", USUAL_SEED);
        int number = Integer.getInteger("fuzz.calls", FEW);
        Map<String, String> faults = new LinkedHashMap<>();
        Map<Integer, Integer> answers = new TreeMap<>();
        Set<String> notReached =
                operations.stream().map(Operation::name).collect(Collectors.toCollection(TreeSet::new));
        for (int i = 0; i < number && faults.size() < ENOUGH; i++) {
            Random random = new Random(seed * 1_000_003 + i);
            Operation operation = operations.get(i % operations.size());
            RawCall call = calls.call(operation, random);
            Map<String, String> before = target.stored();
            Wire.Answer answer = wire.send(call);
            if (!AT_THE_DOOR.contains(answer.status()) && answer.status() < 500) {
                notReached.remove(operation.name());
            }
            answers.merge(answer.status(), 1, Integer::sum);
            List<String> wrong = new ArrayList<>(new Verdict(called(operation, call), call, answer).faults());
            if (answer.status() >= 400) {
                Set<String> noting = target.noting(operation, answer.status());
                Map<String, String> changed = changed(before, target.stored(), noting);
                boolean byItself = changed.keySet().stream().allMatch(target::isChangedInBackground);
                if (!changed.isEmpty() && (!byItself || storesAgain(call, noting))) {
                    wrong.add("a refused call left something behind: " + changed);
                }
            }
            for (String fault : wrong) {
                faults.putIfAbsent(
                        (answer.status() >= 500 ? operation + ": " : "") + answer.status() + fault,
                        "call " + i + ", " + operation + ", " + call.twists() + ": " + fault + "\n    "
                                + call.asCurl("http://localhost:" + target.port()) + "\n    answer: " + shown(answer));
            }
        }
        if (!faults.isEmpty()) {
            throw new AssertionError(
                    "-Dfuzz.seed=" + seed + " -Dfuzz.calls=" + number + "\n- " + String.join("\n- ", faults.values()));
        }
        return new Outcome(seed, number, answers, notReached);
    }

    /** By another method another operation is called. */
    private Operation called(Operation operation, RawCall call) {
        return operations.stream()
                .filter(other ->
                        other.path().equals(operation.path()) && other.method().equals(call.method))
                .findFirst()
                .orElse(operation);
    }

    /** What the service does by itself changes rows too; a call that does so does it again. */
    private boolean storesAgain(RawCall call, Set<String> noting) throws IOException {
        for (int i = 0; i < 5; i++) {
            Map<String, String> before = target.stored();
            Wire.Answer answer = wire.send(call);
            if (answer.status() < 400
                    || changed(before, target.stored(), noting).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> changed(Map<String, String> before, Map<String, String> after, Set<String> but) {
        Map<String, String> changed = new TreeMap<>();
        after.forEach((table, rows) -> {
            if (!but.contains(table) && !rows.equals(before.get(table))) {
                changed.put(table, before.get(table) + " -> " + rows);
            }
        });
        return changed;
    }

    private static String shown(Wire.Answer answer) {
        String body = answer.body().length() > 600 ? answer.body().substring(0, 600) + "…" : answer.body();
        return answer.status() + " " + answer.headers() + " " + body;
    }

    /** What no log may hold of it. */
    public static String mark() {
        return HostileValues.MARK;
    }
}
