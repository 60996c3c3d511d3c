package nl.privacyloket.contract.fuzz;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nl.privacyloket.contract.fuzz.Described.Operation;

/**
 * Holds a running service against who its document says may make which call: every operation by every role, with tokens that are
 * none, at the own organisation and at another. Only calls that are to be refused are made, and those that read.
 */
public final class AccessMatrix {
    /** All roles that there are. */
    public static final Set<String> ROLES =
            Set.of("case-handler", "privacy-officer", "compliance", "operator", "system");

    private static final String BEARER = "bearer";
    private static final String NOBODYS = "ffffffff-ffff-4fff-8fff-ffffffffffff";

    private final List<Operation> operations;
    private final HostileCalls calls;
    private final Staff staff;
    private final Wire wire;

    /** Who can call. */
    public interface Staff {
        /** A bearer token of one role at the organisation of what exists, or at another. */
        String token(String role, boolean own);

        /** Bearer tokens that are to be refused, by what is wrong with them. */
        Map<String, String> invalid();
    }

    public AccessMatrix(String service, Target target, Staff staff) {
        Described document = Described.of(service);
        this.operations = document.operations();
        this.calls = new HostileCalls(document, target);
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

    /** What the service does otherwise than its document says. */
    public List<String> faults() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Operation operation : operations) {
            boolean onlyStaff =
                    operation.security().size() == 1 && !roles(operation).isEmpty();
            if (onlyStaff) {
                expect(operation, "no token", call(operation), Set.of(401), faults);
                for (Map.Entry<String, String> token : staff.invalid().entrySet()) {
                    expect(operation, token.getKey(), by(call(operation), token.getValue()), Set.of(401), faults);
                }
            }
            if (!roles(operation).isEmpty()) {
                roles(operation, faults);
            } else if (!operation.security().isEmpty()) {
                expect(operation, "no token of its own", call(operation), Set.of(401, 404), faults);
            }
        }
        return faults;
    }

    private void roles(Operation operation, List<String> faults) throws IOException {
        Set<String> allowed = roles(operation);
        for (String role : ROLES) {
            if (!allowed.contains(role)) {
                RawCall call = by(call(operation), staff.token(role, true));
                expect(operation, role, call, Set.of(403), faults);
            } else if (operation.method().equals("GET") && !operation.path().equals("/audit/entries")) {
                int status =
                        wire.send(by(call(operation), staff.token(role, true))).status();
                if (status == 401 || status == 403 || status >= 500) {
                    faults.add(operation + " by " + role + " of the own organisation: " + status);
                }
            }
            if (allowed.contains(role) && operation.path().contains("{")) {
                stranger(operation, role, faults);
            }
        }
    }

    /** What belongs to others is answered like what does not exist. */
    private void stranger(Operation operation, String role, List<String> faults) throws IOException {
        String token = staff.token(role, false);
        RawCall unknown = by(call(operation), token);
        unknown.path =
                operation.path().replaceAll("\\{organisation}", "nobodys").replaceAll("\\{[^}]+}", NOBODYS)
                        + unknown.path.replaceFirst("^[^?]*", "");
        Wire.Answer answered = wire.send(by(call(operation), token));
        Wire.Answer none = wire.send(unknown);
        // What is wrong with a call by itself may be said before anything is looked for.
        if (answered.status() != 404 && answered.status() != 400) {
            faults.add(operation + " by " + role + " of another organisation: " + answered.status());
        }
        boolean organisationItself = none.body().contains("unknown-organisation");
        if (!organisationItself && !answered.body().equals(none.body())) {
            faults.add(operation + " by " + role
                    + " of another organisation is answered otherwise than what is not there: " + answered.body()
                    + " and " + none.body());
        }
    }

    private RawCall call(Operation operation) {
        return calls.asDescribed(operation, new Random(1));
    }

    private static RawCall by(RawCall call, String token) {
        return call.header("Authorization", "Bearer " + token);
    }

    private void expect(Operation operation, String who, RawCall call, Set<Integer> expected, List<String> faults)
            throws IOException {
        Wire.Answer answer = wire.send(call);
        if (!expected.contains(answer.status())) {
            faults.add(
                    operation + " by " + who + ": " + answer.status() + " and not " + expected + " " + answer.body());
        }
    }
}
