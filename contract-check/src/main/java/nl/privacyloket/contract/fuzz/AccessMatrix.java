package nl.privacyloket.contract.fuzz;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import nl.privacyloket.contract.fuzz.Described.Operation;

/**
 * Holds a running service against who its document says may make which call: every operation by every role, with tokens that are
 * none, at the own organisation and at another, and with the token of the person or the system that it is about. A refusal proves
 * something only where others get through: each call that is refused is made by whom it is meant for as well, in the end.
 */
public final class AccessMatrix {
    /** All roles that there are. */
    public static final Set<String> ROLES =
            Set.of("case-handler", "privacy-officer", "compliance", "operator", "system");

    static final String BEARER = "bearer";

    private static final String NOBODYS = "ffffffff-ffff-4fff-8fff-ffffffffffff";
    /** What those get whom a call is for: it is done, or not as things are. */
    private static final Set<Integer> SERVED = Set.of(200, 201, 202, 204, 304, 409, 410, 412, 422, 428);
    /** What reads goes before what changes, and what changes before what takes away. */
    private static final List<String> GENTLEST_FIRST = List.of("GET", "POST", "PUT", "DELETE");

    private final List<Operation> operations;
    private final HostileCalls calls;
    private final Target target;
    private final Staff staff;
    private final Wire wire;
    private final List<String> faults = new ArrayList<>();

    /** Who can call. */
    public interface Staff {
        /** The organisation of what exists, or another. */
        String organisation(boolean own);

        /** A bearer token of one role at the organisation of what exists, or at the other. */
        String token(String role, boolean own);

        /** Bearer tokens that are to be refused, by what is wrong with them. */
        Map<String, String> invalid();
    }

    public AccessMatrix(String service, Target target, Staff staff) {
        this(Described.of(service), target, staff);
    }

    public AccessMatrix(Described document, Target target, Staff staff) {
        this.operations = document.operations();
        this.calls = new HostileCalls(document, target);
        this.target = target;
        this.staff = staff;
        this.wire = new Wire(target.port());
    }

    /** Roles that open an operation; empty when none does. */
    static Set<String> roles(Operation operation) {
        return operation.security().stream()
                .map(way -> way.getOrDefault(BEARER, List.of()))
                .flatMap(List::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Tokens other than those of staff that open an operation, by the header that they come in. */
    static Set<String> tokens(Operation operation) {
        return operation.security().stream()
                .flatMap(way -> way.keySet().stream())
                .filter(scheme -> !scheme.equals(BEARER))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether anybody may make the call, without a token. */
    static boolean isOpen(Operation operation) {
        return operation.security().isEmpty() || operation.security().contains(Map.<String, List<String>>of());
    }

    /** What the service does otherwise than its document says. */
    public List<String> faults() throws IOException {
        for (Operation operation : operations) {
            if (!isOpen(operation)) {
                withoutToken(operation);
            }
            for (String scheme : tokens(operation)) {
                withAnothersToken(operation, scheme);
            }
            roles(operation, roles(operation));
        }
        List<Operation> gentlestFirst = new ArrayList<>(operations);
        gentlestFirst.sort(Comparator.comparing(operation -> GENTLEST_FIRST.indexOf(operation.method())));
        for (Operation operation : gentlestFirst) {
            ownCalls(operation);
        }
        return faults;
    }

    private void withoutToken(Operation operation) throws IOException {
        Set<Integer> none = tokens(operation).isEmpty() ? Set.of(401) : Set.of(401, 404);
        refused(operation, "nobody", call(operation), none);
        for (Map.Entry<String, String> token : staff.invalid().entrySet()) {
            Set<Integer> expected = roles(operation).isEmpty() ? none : Set.of(401);
            refused(operation, token.getKey(), by(call(operation), token.getValue()), expected);
        }
    }

    /** A token that is wrong is answered like one for what does not exist, whatever is wrong with it. */
    private void withAnothersToken(Operation operation, String scheme) throws IOException {
        RawCall named = call(operation, scheme);
        String right = target.token(operation, scheme);
        Map<String, String> wrong = Map.of(
                "a malformed " + scheme,
                "guessed",
                "an empty " + scheme,
                "",
                "a " + scheme + " and more",
                right + "A",
                "half a " + scheme,
                right.substring(right.length() / 2),
                "another's " + scheme,
                target.anothersToken(operation, scheme));
        for (Map.Entry<String, String> token : wrong.entrySet()) {
            UnaryOperator<RawCall> caller = call -> call.header(scheme, token.getValue());
            Set<Integer> expected = token.getValue().isEmpty() ? Set.of(401, 404) : Set.of(404);
            Wire.Answer there = refused(operation, token.getKey(), caller.apply(copy(named)), expected);
            alike(operation, token.getKey(), there, wire.send(nobodys(operation, caller.apply(copy(named)))));
        }
        RawCall about = nobodys(operation, copy(named).header(scheme, right));
        refused(operation, "a " + scheme + " for something else", about, Set.of(404));
    }

    private void roles(Operation operation, Set<String> allowed) throws IOException {
        for (String role : ROLES) {
            RawCall call = by(call(operation), staff.token(role, true));
            if (!allowed.isEmpty() && !allowed.contains(role)) {
                refused(operation, role, call, Set.of(403));
            } else if (allowed.isEmpty() && !isOpen(operation)) {
                refused(operation, role, call, Set.of(401, 404));
            }
            if (allowed.contains(role) && operation.path().contains("{")) {
                stranger(operation, role);
            }
        }
    }

    /** What belongs to others is answered like what does not exist, also under the stranger's own organisation. */
    private void stranger(Operation operation, String role) throws IOException {
        String who = role + " of another organisation";
        UnaryOperator<RawCall> caller = call -> by(call, staff.token(role, false));
        Wire.Answer there = refused(operation, who, caller.apply(call(operation)), Set.of(404));
        alike(operation, who, there, wire.send(nobodys(operation, caller.apply(call(operation)))));
        String id = operation.path().replace("{organisation}", "");
        // What is put there is made: it is the stranger's own from then on.
        if (operation.path().contains("{organisation}")
                && id.contains("{")
                && !operation.method().equals("PUT")) {
            RawCall moved = caller.apply(call(operation));
            moved.path =
                    moved.path.replace("/" + staff.organisation(true) + "/", "/" + staff.organisation(false) + "/");
            RawCall none = copy(moved);
            none.path = operation
                            .path()
                            .replace("{organisation}", staff.organisation(false))
                            .replaceAll("\\{[^}]+}", NOBODYS)
                    + query(moved);
            // To take away what is not there may be all right; for what is there elsewhere it is so too.
            Set<Integer> expected = operation.method().equals("DELETE") ? Set.of(404, 204) : Set.of(404);
            alike(operation, who + " at home", refused(operation, who + " at home", moved, expected), wire.send(none));
        }
    }

    /** Each way in is gone by whom it is meant for, and at least one role gets to see that there is something. */
    private void ownCalls(Operation operation) throws IOException {
        List<String> notServed = new ArrayList<>();
        boolean served = false;
        for (String role : roles(operation)) {
            Wire.Answer answer = served(operation, role, by(call(operation), staff.token(role, true)));
            served |= SERVED.contains(answer.status());
            if (!SERVED.contains(answer.status())) {
                notServed.add(role + " gets " + answer.status() + " " + answer.body());
            }
        }
        if (!served && !notServed.isEmpty()) {
            faults.add(operation + " is refused to everybody, so that no refusal proves anything: " + notServed);
        }
        for (String scheme : tokens(operation)) {
            RawCall call = call(operation, scheme);
            Wire.Answer answer = served(operation, scheme, call.header(scheme, target.token(operation, scheme)));
            if (!SERVED.contains(answer.status())) {
                faults.add(operation + " with the right " + scheme + ": " + answer.status() + " " + answer.body());
            }
        }
        if (isOpen(operation)) {
            Wire.Answer answer = served(operation, "anybody", call(operation, null));
            if (!SERVED.contains(answer.status())) {
                faults.add(operation + " by anybody: " + answer.status() + " " + answer.body());
            }
        }
    }

    private Wire.Answer served(Operation operation, String who, RawCall call) throws IOException {
        Wire.Answer answer = wire.send(call);
        if (answer.status() == 401 || answer.status() == 403) {
            faults.add(operation + " is refused to " + who + ": " + answer.status() + " " + answer.body());
        }
        judge(operation, who, call, answer);
        return answer;
    }

    private Wire.Answer refused(Operation operation, String who, RawCall call, Set<Integer> expected)
            throws IOException {
        Wire.Answer answer = wire.send(call);
        if (!expected.contains(answer.status())) {
            faults.add(
                    operation + " by " + who + ": " + answer.status() + " and not " + expected + " " + answer.body());
        }
        judge(operation, who, call, answer);
        return answer;
    }

    private void judge(Operation operation, String who, RawCall call, Wire.Answer answer) {
        new Verdict(operation, call, answer)
                .faults()
                .forEach(fault -> faults.add(operation + " by " + who + ": " + fault));
    }

    private void alike(Operation operation, String who, Wire.Answer there, Wire.Answer none) {
        boolean organisationItself = none.body().contains("unknown-organisation");
        if (!organisationItself
                && (there.status() != none.status() || !there.body().equals(none.body()))) {
            faults.add(operation + " by " + who + " is answered otherwise than what is not there: " + there.status()
                    + " " + there.body() + " and " + none.status() + " " + none.body());
        }
    }

    /** The same call about what does not exist. */
    private static RawCall nobodys(Operation operation, RawCall call) {
        call.path =
                operation.path().replace("{organisation}", "nobodys").replaceAll("\\{[^}]+}", NOBODYS) + query(call);
        return call;
    }

    private static String query(RawCall call) {
        int at = call.path.indexOf('?');
        return at < 0 ? "" : call.path.substring(at);
    }

    /** As staff would make it. */
    private RawCall call(Operation operation) {
        return call(operation, BEARER);
    }

    private RawCall call(Operation operation, String scheme) {
        RawCall call = calls.asDescribed(operation, scheme, new Random(1));
        boolean conditional = operation.parameters().stream()
                .anyMatch(parameter -> parameter.path("name").asText().equals("If-Match"));
        return conditional ? call.header("If-Match", "*") : call;
    }

    private static RawCall copy(RawCall call) {
        RawCall copy = new RawCall(call.operation, call.method, call.path);
        copy.body = call.body;
        call.headers.forEach(header -> copy.add(header[0], header[1]));
        return copy;
    }

    private static RawCall by(RawCall call, String token) {
        return call.header("Authorization", "Bearer " + token);
    }
}
