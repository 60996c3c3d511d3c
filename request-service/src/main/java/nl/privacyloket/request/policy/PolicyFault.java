package nl.privacyloket.request.policy;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import nl.privacyloket.kit.problem.ProblemTexts;
import nl.privacyloket.request.law.Coded;

/**
 * Something wrong with one member of a policy.
 *
 * @param field path of the member, such as {@code categories[2].purposes}; {@code document} for the whole
 * @param text key of what is wrong in the problem texts, without {@code field.}
 * @param named what the text names, or the empty text
 */
record PolicyFault(String field, String text, String named) {

    /** The whole document. */
    static final String DOCUMENT = "document";

    PolicyFault(String field, String text) {
        this(field, text, "");
    }

    /** What is wrong in words. */
    String in(Locale language) {
        return ProblemTexts.find("field." + text, language, Map.of("allowed", named))
                .orElse(text);
    }

    /** What a parser could not read, in words of the document: its own message names Java classes. */
    static PolicyFault of(JsonMappingException e) {
        String field = path(e);
        if (e instanceof UnrecognizedPropertyException) {
            return new PolicyFault(field, "unknown-field");
        }
        if (e instanceof InvalidFormatException format && Coded.class.isAssignableFrom(format.getTargetType())) {
            return new PolicyFault(
                    field,
                    "unknown",
                    Arrays.stream(format.getTargetType().getEnumConstants())
                            .map(value -> ((Coded) value).code())
                            .collect(Collectors.joining(", ")));
        }
        if (e instanceof ValueInstantiationException && e.getCause() instanceof DateTimeParseException) {
            return new PolicyFault(field, "policy.term");
        }
        return new PolicyFault(field, "wrong-type");
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (Reference reference : e.getPath()) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return path.isEmpty() ? DOCUMENT : path.toString();
    }
}
