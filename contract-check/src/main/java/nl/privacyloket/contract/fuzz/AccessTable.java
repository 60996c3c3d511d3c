package nl.privacyloket.contract.fuzz;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nl.privacyloket.contract.fuzz.Described.Operation;

/** Who may make which call, as a table for people; made from the published documents. */
public final class AccessTable {
    private static final List<String> ROLES =
            List.of("case-handler", "privacy-officer", "compliance", "operator", "system");

    private AccessTable() {}

    /** The table of one service in Markdown. */
    public static String of(String service) {
        StringBuilder table = new StringBuilder("| call | " + String.join(" | ", ROLES) + " | otherwise |\n|---"
                + "|---".repeat(ROLES.size() + 1) + "|\n");
        for (Operation operation : Described.of(service).operations()) {
            table.append("| `").append(operation.name()).append("` ");
            Set<String> allowed = AccessMatrix.roles(operation);
            for (String role : ROLES) {
                table.append("| ").append(allowed.contains(role) ? "yes " : "");
            }
            table.append("| ").append(otherwise(operation)).append(" |\n");
        }
        return table.toString();
    }

    /** The operations of a service that need no token. */
    public static List<String> openToAnybody(String service) {
        return Described.of(service).operations().stream()
                .filter(AccessMatrix::isOpen)
                .map(Operation::name)
                .toList();
    }

    /** The operations of a service that a token opens which is not one of staff, each with its header. */
    public static List<String> openToTokens(String service) {
        return Described.of(service).operations().stream()
                .flatMap(operation ->
                        AccessMatrix.tokens(operation).stream().map(header -> operation.name() + " " + header))
                .toList();
    }

    private static String otherwise(Operation operation) {
        if (operation.security().isEmpty()) {
            return "anyone";
        }
        Set<String> ways = new TreeSet<>();
        for (Map<String, List<String>> way : operation.security()) {
            if (way.isEmpty()) {
                ways.add("anyone");
            }
            way.keySet().stream()
                    .filter(scheme -> !scheme.equals("bearer"))
                    .map(scheme -> "`" + scheme + "`")
                    .forEach(ways::add);
        }
        return String.join(", ", ways);
    }
}
