package nl.privacyloket.retention.hold;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.retention.policy.Policies;
import nl.privacyloket.retention.rule.RetentionRules;
import nl.privacyloket.retention.system.DataSystem;
import nl.privacyloket.retention.system.DataSystems;

/** Checks that a hold is about something that is there: a slip of the pen would hold nothing, and nobody would know. */
@ApplicationScoped
class HoldScopes {
    /** Request files are kept by terms too, without being a registered system. */
    private static final String OWN_SYSTEM = "request-service";

    private static final String OWN_CATEGORY = "request-file";

    private final DataSystems systems;
    private final Policies policies;

    HoldScopes(DataSystems systems, Policies policies) {
        this.systems = systems;
        this.policies = policies;
    }

    /** @throws ProblemException 400 when the organisation has no such system, or knows no such category */
    void require(String organisation, HoldOrder.Scope scope) {
        if (scope.system() != null && !isSystem(organisation, scope.system())) {
            throw new ProblemException(400, "unknown-hold-scope", Map.of("field", "scope.system"));
        }
        if (scope.category() != null && !isCategory(organisation, scope.category())) {
            throw new ProblemException(400, "unknown-hold-scope", Map.of("field", "scope.category"));
        }
    }

    private boolean isSystem(String organisation, String system) {
        return OWN_SYSTEM.equals(system) || systems.find(organisation, system).isPresent();
    }

    private boolean isCategory(String organisation, String category) {
        return OWN_CATEGORY.equals(category)
                || systems.concerned(organisation, List.of()).stream()
                        .map(DataSystem::categories)
                        .anyMatch(categories -> categories.contains(category))
                || policies.current(organisation)
                        .map(policy -> describes(policy.rules(), category))
                        .orElse(false);
    }

    private static boolean describes(RetentionRules rules, String category) {
        return rules.rules().stream().anyMatch(rule -> rule.category().equals(category));
    }
}
