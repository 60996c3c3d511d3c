package nl.privacyloket.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** An HTTP answer as a test looks at it. */
record Answer(int status, String contentType, byte[] body, HttpResponse<byte[]> response) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Answer of(HttpResponse<byte[]> response) {
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                response.body(),
                response);
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    JsonNode json() {
        try {
            return JSON.readTree(text());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON (" + status + "): " + text());
        }
    }

    /** The JSON of an answer that must have this status. */
    JsonNode expect(int expected) {
        if (status != expected) {
            throw new AssertionError("expected " + expected + ", got " + status + ": " + text());
        }
        return body.length == 0 ? JSON.nullNode() : json();
    }

    String problemType() {
        return json().path("type").asText();
    }
}
