package nl.privacyloket.faults.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
    private final String note = "file " + UUID.randomUUID();
    private String id;

    Hold(Desk desk, Ledger ledger, Patience patience, Person person) {
        this.desk = desk;
        this.ledger = ledger;
        this.patience = patience;
        this.person = person;
    }

    /** Places it, and returns when it is in force. Whoever got no answer looks whether it was placed all the same. */
    void place() throws Exception {
        id = patience.await("the hold to be placed", () -> {
            Answer answer = desk.once(StackService.RETENTION, "POST", HOLDS, body(), officer());
            if (answer == null) {
                return placedUnseen();
            }
            if (answer.status() != 201 && answer.status() != 202) {
                throw new GaveUpException(
                        "a hold was answered with " + answer.status() + " " + Request.problem(answer));
            }
            return Optional.of(answer.json().path("id").asText());
        });
        patience.await("the hold to be in force", () -> {
            Answer answer = desk.call(patience, StackService.RETENTION, "GET", HOLDS + "/" + id, null, officer());
            return answer.json().path("state").asText().equals("in-force") ? Optional.of(true) : Optional.empty();
        });
        ledger.write(Entry.What.HELD, id, null, person.number(), null);
    }

    /** Lifts it, and what else is there of it: a call that got no answer may have placed it after whoever made it looked. */
    void lift() throws InterruptedException {
        ledger.write(Entry.What.LIFTING, id, null, person.number(), null);
        for (Optional<String> one = Optional.of(id); one.isPresent(); one = placedUnseen()) {
            lift(one.get());
        }
        ledger.write(Entry.What.LIFTED, id, null, person.number(), null);
    }

    private void lift(String hold) throws InterruptedException {
        Answer answer = desk.call(patience, StackService.RETENTION, "DELETE", HOLDS + "/" + hold, null, officer());
        if (answer.status() / 100 != 2) {
            throw new GaveUpException(
                    "lifting a hold was answered with " + answer.status() + " " + Request.problem(answer));
        }
    }

    private Optional<String> placedUnseen() throws InterruptedException {
        patience.pause();
        Answer list = desk.call(patience, StackService.RETENTION, "GET", HOLDS + "?size=200", null, officer());
        for (JsonNode hold : list.json().path("items")) {
            if (hold.path("note").asText().equals(note)) {
                return Optional.of(hold.path("id").asText());
            }
        }
        return Optional.empty();
    }

    private java.util.Map<String, String> officer() {
        return desk.staff("privacy-officer", Recovery.ORGANISATION);
    }

    private String body() {
        ObjectNode body = JSON.createObjectNode().put("reason", "legal-claim").put("note", note);
        ObjectNode scope = body.putObject("scope");
        scope.putObject("identifier").put("type", "customer-number").put("value", person.number());
        scope.putArray("identifiers").addObject().put("type", "e-mail").put("value", person.typedEmail());
        return body.toString();
    }
}
