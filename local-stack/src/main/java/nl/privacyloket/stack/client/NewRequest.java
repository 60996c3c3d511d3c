package nl.privacyloket.stack.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A request as a person files it on the web.
 *
 * @param right e.g. {@code erasure}
 * @param role how the organisation's policy names what the person is to it
 * @param identifierType type of an identifier beside the e-mail address
 * @param locale {@code nl} or {@code en}
 */
public record NewRequest(
        String right,
        String name,
        String email,
        String role,
        String identifierType,
        String identifierValue,
        String locale) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The body of {@code POST /organisations/{org}/requests}. */
    public String toJson() {
        ObjectNode body = JSON.createObjectNode();
        body.put("right", right);
        body.put("locale", locale);
        body.putObject("requester").put("name", name).put("email", email).put("role", role);
        body.putArray("identifiers").addObject().put("type", identifierType).put("value", identifierValue);
        return body.toString();
    }

    @Override
    public String toString() {
        return "NewRequest[right=" + right + "]";
    }
}
