package nl.privacyloket.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.privacyloket.kit.problem.Problem.FieldError;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.kit.problem.ProblemTexts;

/** Collects what is wrong with an input beyond its form, and refuses it as the framework refuses a wrong form. */
public final class InvalidInput {

    private final Locale language;
    private final List<FieldError> errors = new ArrayList<>();

    /** @param acceptLanguage header of the caller, or null */
    public InvalidInput(String acceptLanguage) {
        this.language = ProblemTexts.language(acceptLanguage);
    }

    /** Adds an error unless the condition holds. */
    public InvalidInput require(boolean holds, String field, String fault) {
        return require(holds, field, fault, List.of());
    }

    /** The same, naming what would be right. */
    public InvalidInput require(boolean holds, String field, String fault, List<String> allowed) {
        if (!holds) {
            Map<String, Object> members = Map.of("allowed", String.join(", ", allowed));
            errors.add(new FieldError(
                    field,
                    ProblemTexts.find("field." + fault, language, members).orElse(fault)));
        }
        return this;
    }

    /** @throws ProblemException 400 when there are errors */
    public void refuse() {
        if (!errors.isEmpty()) {
            throw new ProblemException(400, "invalid-input", Map.of("errors", List.copyOf(errors)));
        }
    }
}
