package nl.privacyloket.faults.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.privacyloket.faults.client.Desk.Answer;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.mail.ReceivedMail;

/** One request from its filing to its end, each step taken until it is known to have been taken. */
final class Request {
    private static final ObjectMapper JSON = new ObjectMapper();
    // Not the common pool, whose few threads others need to see that a process has ended.
    private static final Executor SECOND_CLICK = task -> new Thread(task, "second-click").start();
    private static final Pattern LINK = Pattern.compile("#id=([0-9a-f-]{36})&token=([\\w-]+)&code=(\\d+)");

    private final Desk desk;
    private final Ledger ledger;
    private final Patience patience;
    private final Person person;
    private String id;
    private String reference;
    private String token;

    Request(Desk desk, Ledger ledger, Patience patience, Person person) {
        this.desk = desk;
        this.ledger = ledger;
        this.patience = patience;
        this.person = person;
    }

    String id() {
        return id;
    }

    /** Files it; the same key goes with every attempt. */
    void file(String right) throws InterruptedException {
        ObjectNode body = JSON.createObjectNode().put("right", right).put("locale", "en");
        body.putObject("requester")
                .put("name", person.name())
                .put("email", person.typedEmail())
                .put("role", "customer-representative");
        body.putArray("identifiers").addObject().put("type", "customer-number").put("value", person.number());
        String key = UUID.randomUUID().toString();
        ledger.write(Entry.What.ASKING, null, null, person.number(), key);
        // Somebody clicks twice: both are answered, with the same.
        CompletableFuture<Answer> second = CompletableFuture.supplyAsync(() -> submit(body, key), SECOND_CLICK);
        Answer answer = submit(body, key);
        String secondId = second.join().json().path("id").asText();
        if (answer.status() != 201) {
            throw new GaveUpException("filing was answered with " + answer.status() + " " + problem(answer));
        }
        id = answer.json().path("id").asText();
        reference = answer.json().path("reference").asText();
        ledger.write(Entry.What.ACCEPTED, id, reference, person.number(), right);
        if (!secondId.equals(id)) {
            throw new GaveUpException("one answer to two filings with one idempotency key");
        }
    }

    private Answer submit(ObjectNode body, String key) {
        try {
            return desk.call(
                    patience,
                    StackService.REQUEST,
                    "POST",
                    "/organisations/" + Recovery.ORGANISATION + "/requests",
                    body.toString(),
                    Map.of("Idempotency-Key", key));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GaveUpException("the end of the run");
        }
    }

    /** Confirms the address by the link in the mail, which holds the token of the request and the code. */
    void confirm() throws Exception {
        Matcher link = patience.await("the mail with the link", () -> mails().stream()
                .map(mail -> LINK.matcher(mail.text()))
                .filter(found -> found.find() && found.group(1).equals(id))
                .findFirst());
        token = link.group(2);
        String code = link.group(3);
        Answer answer = desk.call(
                patience,
                StackService.REQUEST,
                "POST",
                path("/confirmation"),
                JSON.createObjectNode().put("code", code).toString(),
                Map.of("Status-Token", token));
        if (answer.status() != 200 && seen().path("status").asText().equals("awaiting-confirmation")) {
            throw new GaveUpException("confirming was answered with " + answer.status() + " " + problem(answer));
        }
        ledger.write(Entry.What.CONFIRMED, id, reference, person.number(), null);
    }

    /** Staff grant it, an erasure by the plan that they saw last. */
    void grant(boolean byPlan) throws Exception {
        patience.await("the decision to be taken", () -> {
            JsonNode now = asStaff();
            String status = now.path("status").asText();
            if (List.of("decided", "in-execution", "closed").contains(status)) {
                return Optional.of(true);
            }
            if (!status.equals("in-assessment") || byPlan && !now.hasNonNull("planHash")) {
                return Optional.empty();
            }
            ObjectNode body = JSON.createObjectNode().put("outcome", "granted");
            if (byPlan) {
                body.set("planHash", now.get("planHash"));
            }
            Answer answer = desk.call(
                    patience,
                    StackService.REQUEST,
                    "POST",
                    path("/decision"),
                    body.toString(),
                    desk.staff("privacy-officer", Recovery.ORGANISATION));
            if (answer.status() != 200 && answer.status() != 409) {
                throw new GaveUpException("deciding was answered with " + answer.status() + " " + problem(answer));
            }
            // After a 409 the next look tells: it was decided by the call before, or the plan has changed.
            return answer.status() == 200 ? Optional.of(true) : Optional.empty();
        });
        ledger.write(Entry.What.DECIDED, id, reference, person.number(), null);
    }

    /** Waits until the person sees that it is closed, and has the mail that says so. */
    void awaitClosed() throws Exception {
        JsonNode closed = patience.await("the request to be closed", () -> {
            JsonNode now = seen();
            return now.path("status").asText().equals("closed") ? Optional.of(now) : Optional.empty();
        });
        ledger.write(
                Entry.What.CLOSED,
                id,
                reference,
                person.number(),
                closed.path("outcome").asText());
    }

    /** The package of an access request. */
    byte[] export() throws Exception {
        return patience.await("the package", () -> {
            Answer answer = desk.call(
                    patience, StackService.REQUEST, "GET", path("/export"), null, Map.of("Status-Token", token));
            return answer.status() == 200 ? Optional.of(answer.bytes()) : Optional.empty();
        });
    }

    static String problem(Answer answer) {
        return answer.json().path("type").asText("");
    }

    private List<ReceivedMail> mails() {
        return desk.world().mailbox().to(person.typedEmail()).stream()
                .filter(mail -> mail.text() != null && mail.text().contains(id))
                .toList();
    }

    private JsonNode seen() throws InterruptedException {
        return desk.call(patience, StackService.REQUEST, "GET", path(""), null, Map.of("Status-Token", token))
                .json();
    }

    private JsonNode asStaff() throws InterruptedException {
        return desk.call(
                        patience,
                        StackService.REQUEST,
                        "GET",
                        path(""),
                        null,
                        desk.staff("case-handler", Recovery.ORGANISATION))
                .json();
    }

    private String path(String rest) {
        return "/requests/" + id + rest;
    }
}
