package nl.privacyloket.bench.connector;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.bench.webshop.Webshop;
import nl.privacyloket.crypto.BlindIndex;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.crypto.Sealed;
import nl.privacyloket.crypto.Sealer;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.layout.StackService;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Commands to the webshop as retention-service seals them, with permits that it redeems. */
final class Commands {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ERASE = "nl.privacyloket.command.erase.v1";
    private static final String VERIFY = "nl.privacyloket.command.verify.v1";
    private static final String PURGE = "nl.privacyloket.command.purge.v1";

    private final String permits;
    private final Sealer sealer;
    private final BlindIndex tokens;
    private final List<UUID> permitted = new ArrayList<>();

    Commands(Stack stack) {
        KeyFolder keys = KeyFolder.at(stack.directory().keys(StackService.RETENTION.id()));
        this.sealer = keys.sealer();
        this.tokens = keys.blindIndex();
        this.permits = stack.addresses().baseUrl(StackService.RETENTION) + "/permits/";
    }

    /** One command, to be sent as it is. */
    record Command(UUID id, ProducerRecord<String, byte[]> event) {}

    /** An erasure of everything, and the question that follows it. */
    record Erasure(Command erase, Command verify) {}

    Erasure erasure(String email) {
        UUID requestId = UUID.randomUUID();
        Sealed subject = seal(Map.of("identifiers", List.of(Map.of("type", "e-mail", "value", email))));
        UUID id = UUID.randomUUID();
        ObjectNode erase = data(id, requestId, subject);
        erase.set("permit", JSON.valueToTree(permit(id)));
        erase.put("planHash", "0".repeat(64));
        var instructions = erase.putArray("instructions");
        Webshop.SYSTEM
                .categories()
                .forEach(category ->
                        instructions.addObject().put("category", category).put("verdict", "erase"));
        UUID question = UUID.randomUUID();
        ObjectNode verify = data(question, requestId, subject);
        verify.put("purpose", "read-back");
        return new Erasure(
                new Command(id, event(ERASE, requestId.toString(), erase)),
                new Command(question, event(VERIFY, requestId.toString(), verify)));
    }

    /** Has the invoices go that are of before a day. */
    Command purge(LocalDate startedBefore) {
        UUID id = UUID.randomUUID();
        ObjectNode purge = data(id, null, null);
        purge.set("permit", JSON.valueToTree(permit(id)));
        purge.put("action", "erase");
        purge.put("scope", "rule");
        purge.putObject("rule")
                .put("category", Webshop.CATEGORY)
                .put("trigger", "collected")
                .put("startedBefore", startedBefore.toString());
        return new Command(id, event(PURGE, Webshop.SYSTEM.id(), purge));
    }

    /** Writes the permits of what was made since into the register of permits, as retention-service does with a command. */
    void permit(Connection retention) throws SQLException {
        try (var insert = retention.prepareStatement("""
                insert into permit (command_id, organisation, system, categories, own_request, epoch, state, issued_at)
                select id, ?, ?, '{}', false, 0, 'issued', now() from unnest(?::uuid[]) id
                """)) {
            insert.setString(1, Webshop.SYSTEM.organisation());
            insert.setString(2, Webshop.SYSTEM.id());
            insert.setArray(3, retention.createArrayOf("uuid", permitted.toArray()));
            insert.executeUpdate();
        }
        permitted.clear();
    }

    private static ObjectNode data(UUID id, UUID requestId, Sealed subject) {
        ObjectNode data = JSON.createObjectNode()
                .put("commandId", id.toString())
                .put("requestId", requestId == null ? null : requestId.toString())
                .put("system", Webshop.SYSTEM.id())
                .put("issuedAt", now());
        data.set("subject", subject == null ? null : JSON.valueToTree(subject));
        return data;
    }

    private Sealed permit(UUID id) {
        permitted.add(id);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(tokens.of("permit", id.toString()));
        return seal(Map.of("url", permits + id + "/redemption", "token", token, "except", List.of()));
    }

    private Sealed seal(Object plain) {
        return sealer.seal(Webshop.SYSTEM.id(), plain);
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static ProducerRecord<String, byte[]> event(String type, String key, ObjectNode data) {
        var event = new ProducerRecord<>(Webshop.COMMANDS, key, data.toString().getBytes(StandardCharsets.UTF_8));
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", UUID.randomUUID().toString(),
                        "ce_type", type,
                        "ce_source", StackService.RETENTION.id(),
                        "ce_time", now(),
                        "ce_organisation", Webshop.SYSTEM.organisation(),
                        "content-type", "application/json")
                .forEach((name, value) -> event.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return event;
    }
}
