package nl.privacyloket.kit.audit;

import nl.privacyloket.kit.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** @param pseudonym an actor as entries name it */
@Schema(name = "ActorQuestion")
public record ActorQuestion(
        @Schema(
                required = true,
                pattern = FORM,
                description = "The actor as entries of this service's log name it",
                examples = "dI0AeRg32-SqE8opP8BEsA")
        String pseudonym) {
    private static final String FORM = "[A-Za-z0-9_-]{22}";

    /**
     * The pseudonym that a call asks about.
     *
     * @throws ProblemException 400 when it names none
     */
    public static String pseudonymIn(ActorQuestion question) {
        if (question == null
                || question.pseudonym() == null
                || !question.pseudonym().matches(FORM)) {
            throw new ProblemException(400, "invalid-input");
        }
        return question.pseudonym();
    }
}
