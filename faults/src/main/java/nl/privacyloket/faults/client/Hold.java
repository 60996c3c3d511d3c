package nl.privacyloket.faults.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.faults.client.Desk.Answer;
import nl.privacyloket.stack.layout.StackService;

/** A hold on one person, placed by a privacy officer who makes sure that it is in force. */
final class Hold {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HOLDS = "/organisations/" + Recovery.ORGANISATION + "/holds";

    private final Desk desk;
    private final Ledger ledger;
    private final Patience patience;
    private final Person person;
    private final String key = UUID.randomUUID().toString();
    private String id;

    Hold(Desk desk, Ledger ledger, Patience patience, Person person) {
        this.desk = desk;
        this.ledger = ledger;
        this.patience = patience;
        this.person = person;
    }

    /** Places it, and returns when it is in force. Who got no answer asks again under the same key, so that there is one hold. */
    void place() throws Exception {
        Answer placed = desk.call(patience, StackService.RETENTION, "POST", HOLDS, body(), officerWithKey());
        if (placed.status() != 201 && placed.status() != 202) {
            throw new GaveUpException("a hold was answered with " + placed.status() + " " + Request.problem(placed));
        }
        id = placed.json().path("id").asText();
        patience.await("the hold to be in force", () -> {
            Answer answer = desk.call(patience, StackService.RETENTION, "GET", HOLDS + "/" + id, null, officer());
            return answer.json().path("state").asText().equals("in-force") ? Optional.of(true) : Optional.empty();
        });
        ledger.write(Entry.What.HELD, id, null, person.number(), null);
    }

    void lift() throws InterruptedException {
        ledger.write(Entry.What.LIFTING, id, null, person.number(), null);
        Answer answer = desk.call(patience, StackService.RETENTION, "DELETE", HOLDS + "/" + id, null, officer());
        if (answer.status() / 100 != 2) {
            throw new GaveUpException(
                    "lifting a hold was answered with " + answer.status() + " " + Request.problem(answer));
        }
        ledger.write(Entry.What.LIFTED, id, null, person.number(), null);
    }

    private Map<String, String> officer() {
        return desk.staff("privacy-officer", Recovery.ORGANISATION);
    }

    private Map<String, String> officerWithKey() {
        Map<String, String> headers = new HashMap<>(officer());
        headers.put("Idempotency-Key", key);
        return headers;
    }

    private String body() {
        ObjectNode body = JSON.createObjectNode().put("reason", "legal-claim");
        ObjectNode scope = body.putObject("scope");
        scope.putObject("identifier").put("type", "customer-number").put("value", person.number());
        scope.putArray("identifiers").addObject().put("type", "e-mail").put("value", person.typedEmail());
        return body.toString();
    }
}
