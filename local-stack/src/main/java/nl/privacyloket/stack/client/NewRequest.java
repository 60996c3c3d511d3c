package nl.privacyloket.stack.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request as a person files it on the web.
 *
 * @param right e.g. {@code erasure}
 * @param role how the organisation's policy names what the person is to it
 * @param identifierType type of an identifier beside the e-mail address
 * @param locale {@code nl} or {@code en}
 * @param more further members of the body, as the API names them
 */
public record NewRequest(
        String right,
        String name,
        String email,
        String role,
        String identifierType,
        String identifierValue,
        String locale,
        Map<String, Object> more) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public NewRequest {
        more = Map.copyOf(more);
    }

    /** A request without further members. */
    public NewRequest(
            String right,
            String name,
            String email,
            String role,
            String identifierType,
            String identifierValue,
            String locale) {
        this(right, name, email, role, identifierType, identifierValue, locale, Map.of());
    }

    /** The same with one more member. */
    public NewRequest with(String member, Object value) {
        Map<String, Object> all = new LinkedHashMap<>(more);
        all.put(member, value);
        return new NewRequest(right, name, email, role, identifierType, identifierValue, locale, all);
    }

    /** The body of {@code POST /organisations/{org}/requests}. */
    public String toJson() {
        ObjectNode body = JSON.createObjectNode();
        body.put("right", right);
        body.put("locale", locale);
        body.putObject("requester").put("name", name).put("email", email).put("role", role);
        body.putArray("identifiers").addObject().put("type", identifierType).put("value", identifierValue);
        more.forEach((member, value) -> body.set(member, JSON.valueToTree(value)));
        return body.toString();
    }

    @Override
    public String toString() {
        return "NewRequest[right=" + right + "]";
    }
}
