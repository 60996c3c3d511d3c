package nl.privacyloket.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.layout.StackService;

/** What a data system and its operators tell retention-service, over its interface. */
record Retention(Stack stack, String organisation) {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Api as(String role) {
        return Api.anonymous(stack).as(role, organisation);
    }

    private String path(String rest) {
        return "/organisations/" + organisation + rest;
    }

    /** A line of the register. */
    static String line(
            String system, String category, String identifier, String ref, String trigger, LocalDate startedOn) {
        ObjectNode line = JSON.createObjectNode().put("system", system).put("category", category);
        line.putObject("identifier").put("type", "customer-number").put("value", identifier);
        return line.put("recordRef", ref)
                        .put("trigger", trigger)
                        .put("startedOn", startedOn.toString())
                        .toString()
                + "\n";
    }

    JsonNode register(String... lines) {
        return as("system")
                .send(StackService.RETENTION, path("/holdings"), "POST", "application/x-ndjson", String.join("", lines))
                .expect(200);
    }

    void happened(String identifier, String event, LocalDate on) {
        ObjectNode body = JSON.createObjectNode().put("event", event).put("on", on.toString());
        body.putObject("identifier").put("type", "customer-number").put("value", identifier);
        as("system").post(StackService.RETENTION, path("/subject-events"), body.toString());
    }

    /** What is registered of a person. */
    JsonNode holdings(String identifier) {
        ObjectNode body = JSON.createObjectNode();
        body.putObject("identifier").put("type", "customer-number").put("value", identifier);
        return as("case-handler")
                .post(StackService.RETENTION, path("/holdings/search"), body.toString())
                .expect(200);
    }

    void sweep() {
        as("operator").post(StackService.RETENTION, path("/sweeps"), "{}").expect(202);
    }

    /** Lets a system find by itself what has become too old in these categories. */
    void sweepByAge(String system, String... categories) {
        JsonNode known = as("operator")
                .get(StackService.RETENTION, path("/systems/" + system))
                .expect(200);
        ObjectNode body = JSON.createObjectNode();
        for (String member : new String[] {"name", "categories", "capabilities", "publicKey"}) {
            body.set(member, known.get(member));
        }
        ArrayNode swept = body.putArray("ageSwept");
        for (String category : categories) {
            swept.add(category);
        }
        as("operator")
                .send(StackService.RETENTION, path("/systems/" + system), "PUT", "application/json", body.toString())
                .expect(200);
    }

    String placeHold(String json) {
        Answer answer = as("privacy-officer").post(StackService.RETENTION, path("/holds"), json);
        return answer.expect(201).path("id").asText();
    }

    void liftHold(String id) {
        as("privacy-officer").send(StackService.RETENTION, path("/holds/" + id), "DELETE", null, null);
    }
}
