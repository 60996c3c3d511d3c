package nl.privacyloket.request.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.privacyloket.kit.problem.Problem.FieldError;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.kit.problem.ProblemTexts;

/** Reads the next version of a policy as an officer sends it, and refuses what cannot be published with all its faults. */
@ApplicationScoped
class PolicyDrafts {

    private static final String ANNOUNCEMENT = "announcement";
    private static final String VERSION = "version";

    private final PolicySchema schema;
    private final PolicyCatalogue policies;

    PolicyDrafts(PolicySchema schema, PolicyCatalogue policies) {
        this.schema = schema;
        this.policies = policies;
    }

    /**
     * What is to be published.
     *
     * @param announcement by language, or null when nothing is said of it
     */
    record Draft(Policy policy, Map<String, Announcement.Message> announcement) {}

    /**
     * Reads a document.
     *
     * @param yaml whether it is YAML; otherwise JSON
     * @param next the version that it gets when it names none
     * @param language of what is told about faults
     * @throws ProblemException 400 with an error for each member at fault
     * @throws JsonProcessingException when it is not JSON at all
     */
    Draft read(String organisation, String text, boolean yaml, int next, Locale language)
            throws JsonProcessingException {
        ObjectNode document = parse(text, yaml);
        Optional<PolicyPlaces> places = yaml ? Optional.of(places(text)) : Optional.empty();
        JsonNode announcement = document.remove(ANNOUNCEMENT);
        if (!document.has(VERSION)) {
            document.put(VERSION, next);
        }
        Set<PolicyFault> faults = new LinkedHashSet<>(schema.faults(document));
        unstorable("", document, faults);
        Policy policy = faults.isEmpty() ? policy(document, faults) : null;
        if (policy != null) {
            faults.addAll(PolicyCheck.faults(policy));
            faults.addAll(Announcement.faults(announcement, policy.languages()));
            inPlace(organisation, policy, faults);
        }
        if (!faults.isEmpty()) {
            throw refusal(faults, places, language);
        }
        return new Draft(policy, Announcement.read(announcement));
    }

    private static ObjectNode parse(String text, boolean yaml) throws JsonProcessingException {
        JsonNode document;
        try {
            document = PolicyJson.mapper(yaml).readTree(text);
        } catch (JsonProcessingException e) {
            if (!yaml) {
                throw e;
            }
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new ProblemException(400, "malformed-yaml", Map.of("line", line));
        }
        if (document instanceof ObjectNode object) {
            return object;
        }
        throw new ProblemException(400, "wrong-json");
    }

    private static PolicyPlaces places(String text) {
        try {
            return new PolicyPlaces(PolicyJson.mapper(true), text);
        } catch (IOException e) {
            throw new IllegalStateException("a document that was read cannot be read again", e);
        }
    }

    private static Policy policy(ObjectNode document, Set<PolicyFault> faults) {
        try {
            return PolicyJson.read(document);
        } catch (JsonMappingException e) {
            faults.add(PolicyFault.of(e));
            return null;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree in memory cannot be read", e);
        }
    }

    /** Organisation and first day are those that an officer of that organisation can promise for. */
    private void inPlace(String organisation, Policy policy, Set<PolicyFault> faults) {
        if (!policy.organisation().equals(organisation)) {
            faults.add(new PolicyFault("organisation", "policy.other-organisation", organisation));
        }
        if (policy.validFrom().isBefore(policies.today(policy))) {
            faults.add(new PolicyFault(
                    "validFrom", "policy.in-the-past", policies.today(policy).toString()));
        }
    }

    /** PostgreSQL stores no NUL. */
    private static void unstorable(String pointer, JsonNode node, Set<PolicyFault> faults) {
        if (node.isTextual() && node.asText().indexOf('\0') >= 0) {
            faults.add(new PolicyFault(PolicyPlaces.field(pointer), "control-character"));
        }
        node.fields().forEachRemaining(field -> unstorable(pointer + "/" + field.getKey(), field.getValue(), faults));
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                unstorable(pointer + "/" + i, node.get(i), faults);
            }
        }
    }

    private static ProblemException refusal(Set<PolicyFault> faults, Optional<PolicyPlaces> places, Locale language) {
        List<FieldError> errors = new ArrayList<>();
        for (PolicyFault fault : faults) {
            String text = fault.in(language);
            errors.add(new FieldError(
                    fault.field(),
                    places.map(known -> located(text, known.line(fault.field()), language))
                            .orElse(text)));
        }
        return new ProblemException(400, "invalid-input", Map.of("errors", errors));
    }

    private static String located(String text, int line, Locale language) {
        return ProblemTexts.find("field.policy.line", language, Map.of("line", line, "fault", text))
                .orElse(text);
    }
}
