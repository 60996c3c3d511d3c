package nl.privacyloket.contract.fuzz;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
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

    private final Target target;
    private final List<Operation> operations;
    private final HostileCalls calls;
    private final Wire wire;

    /** What came of it. */
    public record Outcome(long seed, int calls, Map<Integer, Integer> answers) {}

    public Fuzz(String service, Target target) {
        Described document = Described.of(service);
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
        Map<String, Long> before = target.stored();
        for (int i = 0; i < number && faults.size() < ENOUGH; i++) {
            Random random = new Random(seed * 1_000_003 + i);
            Operation operation = operations.get(i % operations.size());
            RawCall call = calls.call(operation, random);
            Wire.Answer answer = wire.send(call);
            answers.merge(answer.status(), 1, Integer::sum);
            List<String> wrong = new ArrayList<>(new Verdict(operation, call, answer).faults());
            Map<String, Long> after = target.stored();
            if (answer.status() >= 400 && !after.equals(before) && storesAgain(call)) {
                wrong.add("a refused call left something behind: " + changed(before, after));
            }
            before = after;
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
        return new Outcome(seed, number, answers);
    }

    /** What the service does in the background changes rows too; a call that does so does it again. */
    private boolean storesAgain(RawCall call) throws IOException {
        for (int i = 0; i < 2; i++) {
            Map<String, Long> before = target.stored();
            Wire.Answer answer = wire.send(call);
            if (answer.status() < 400 || target.stored().equals(before)) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> changed(Map<String, Long> before, Map<String, Long> after) {
        Map<String, String> changed = new TreeMap<>();
        after.forEach((table, rows) -> {
            if (!rows.equals(before.get(table))) {
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
