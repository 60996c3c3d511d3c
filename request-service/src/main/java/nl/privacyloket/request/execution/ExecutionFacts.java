package nl.privacyloket.request.execution;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What retention-service tells of commands that change data or stop their use, with the members that are read here. */
final class ExecutionFacts {

    private static final String UNKNOWN_FIELD = "unknown-field";
    private static final String UNSUPPORTED = "unsupported";

    private ExecutionFacts() {}

    record Completed(UUID requestId, String action, List<AnsweredSystem> systems) {

        /**
         * What nobody did though all have answered: a field that no system knows, or data that a system holds and cannot
         * set apart. Nothing when all is done.
         */
        Optional<Shortfall> shortfall() {
            Map<String, Boolean> known = new LinkedHashMap<>();
            for (AnsweredSystem system : systems) {
                for (AnsweredField field : system.fields()) {
                    known.merge(field.field(), !UNKNOWN_FIELD.equals(field.outcome()), Boolean::logicalOr);
                }
                if (system.categories().stream().anyMatch(AnsweredCategory::isShort)) {
                    return Optional.of(new Shortfall(system.system(), UNSUPPORTED));
                }
            }
            return known.containsValue(false) ? Optional.of(new Shortfall(null, UNKNOWN_FIELD)) : Optional.empty();
        }
    }

    /** @param system that could not, or null when no system could */
    record Shortfall(String system, String reason) {}

    record AnsweredSystem(String system, List<AnsweredField> fields, List<AnsweredCategory> categories) {
        AnsweredSystem {
            fields = fields == null ? List.of() : fields;
            categories = categories == null ? List.of() : categories;
        }
    }

    record AnsweredField(String field, String outcome) {}

    record AnsweredCategory(String category, int rows, String outcome) {
        boolean isShort() {
            return UNSUPPORTED.equals(outcome) && rows > 0;
        }
    }

    record Failed(UUID requestId, String system, String reason) {}
}
