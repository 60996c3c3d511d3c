package nl.privacyloket.connector.shop;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.crypto.Sealer;
import nl.privacyloket.messaging.event.EventJson;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;

/** Commands as retention-service sends them, one change away from what a test needs. */
public final class CommandRecords {
    private final Sealer sealer;
    private final Map<String, Object> data = new HashMap<>();
    private final List<Map<String, String>> identifiers = new ArrayList<>();
    private final List<Map<String, String>> corrections = new ArrayList<>();
    private final List<Map<String, String>> records = new ArrayList<>();
    private final List<Map<String, Object>> except = new ArrayList<>();
    private PermitServer permits = PermitServer.granting();
    private String token = PermitServer.TOKEN;
    private Map<String, String> upload;
    private String type;
    private String system;
    private String recipient;
    private String organisation;
    private String eventId = UUID.randomUUID().toString();

    private CommandRecords(Sealer sealer, String type, String system, String organisation) {
        this.sealer = sealer;
        this.type = type;
        this.system = system;
        this.recipient = system;
        this.organisation = organisation;
        data.put("commandId", UUID.randomUUID().toString());
        data.put("requestId", UUID.randomUUID().toString());
        data.put("issuedAt", "2026-11-22T10:00:00Z");
    }

    /** A command of that word to a system. */
    public static CommandRecords command(Sealer sealer, String word, String system, String organisation) {
        CommandRecords command =
                new CommandRecords(sealer, "nl.privacyloket.command." + word + ".v1", system, organisation);
        if (word.equals("verify")) {
            command.data.put("purpose", "plan");
        }
        return command;
    }

    public CommandRecords about(String identifierType, String value) {
        identifiers.add(Map.of("type", identifierType, "value", value));
        return this;
    }

    public CommandRecords with(String member, Object value) {
        data.put(member, value);
        return this;
    }

    public CommandRecords erasing(String... categories) {
        List<Map<String, Object>> instructions = new ArrayList<>();
        for (String category : categories) {
            instructions.add(Map.of("category", category, "verdict", "erase"));
        }
        data.put("planHash", "0".repeat(64));
        return with("instructions", instructions);
    }

    public CommandRecords permittedBy(PermitServer server) {
        permits = server;
        return this;
    }

    public CommandRecords withoutPermit() {
        permits = null;
        return this;
    }

    public CommandRecords withToken(String other) {
        token = other;
        return this;
    }

    /** Data of somebody stay; of all categories when it is null. */
    public CommandRecords except(String category, String identifierType, String value) {
        Map<String, Object> person = new HashMap<>();
        person.put("category", category);
        person.put("identifiers", List.of(Map.of("type", identifierType, "value", value)));
        except.add(person);
        return this;
    }

    /** Data of everybody in a category stay. */
    public CommandRecords exceptEverybodyIn(String category) {
        Map<String, Object> everybody = new HashMap<>();
        everybody.put("category", category);
        everybody.put("identifiers", List.of());
        except.add(everybody);
        return this;
    }

    public CommandRecords purgingRecord(String category, String recordRef) {
        records.add(Map.of("category", category, "recordRef", recordRef));
        return purging("records");
    }

    public CommandRecords purgingOlderThan(String category, String startedBefore) {
        data.put("rule", Map.of("category", category, "trigger", "collected", "startedBefore", startedBefore));
        return purging("rule");
    }

    public CommandRecords purgingRetained(String requestId, String keptBefore, String... categories) {
        data.put(
                "retained",
                Map.of("requestId", requestId, "categories", List.of(categories), "keptBefore", keptBefore));
        data.put("requestId", requestId);
        return purging("retained");
    }

    private CommandRecords purging(String scope) {
        if (!"retained".equals(scope)) {
            data.remove("requestId");
        }
        data.putIfAbsent("action", "erase");
        data.put("scope", scope);
        return this;
    }

    /** The verify that follows this purge. */
    public CommandRecords check() {
        CommandRecords check = new CommandRecords(sealer, "nl.privacyloket.command.verify.v1", system, organisation);
        check.data.putAll(data);
        check.data.put("commandId", UUID.randomUUID().toString());
        check.data.put("purpose", "purged");
        check.records.addAll(records);
        check.except.addAll(except);
        return check;
    }

    public CommandRecords correcting(String field, String value) {
        corrections.add(Map.of("field", field, "value", value));
        return this;
    }

    public CommandRecords uploadingTo(String url, String token) {
        upload = Map.of("url", url, "token", token);
        return this;
    }

    public CommandRecords sealedTo(String other) {
        recipient = other;
        return this;
    }

    public CommandRecords ofOrganisation(String other) {
        organisation = other;
        return this;
    }

    public CommandRecords ofType(String other) {
        type = other;
        return this;
    }

    /** The same command in another event. */
    public CommandRecords sentAgain() {
        eventId = UUID.randomUUID().toString();
        return this;
    }

    public UUID commandId() {
        return UUID.fromString(data.get("commandId").toString());
    }

    /** To be sent to the system's topic. */
    public ProducerRecord<String, byte[]> toSend() {
        Map<String, Object> subject = new HashMap<>();
        subject.put("identifiers", identifiers);
        subject.put("upload", upload);
        subject.put("corrections", corrections.isEmpty() ? null : corrections);
        Map<String, Object> full = new HashMap<>(data);
        full.putIfAbsent("system", system);
        if (!records.isEmpty()) {
            full.put("subject", sealer.seal(recipient, Map.of("records", records)));
        } else if (!full.containsKey("scope")) {
            full.put("subject", sealer.seal(recipient, subject));
        }
        if (permits != null && (full.containsKey("instructions") || full.containsKey("scope"))) {
            boolean changes = !type.contains("verify");
            Map<String, Object> permit = new HashMap<>();
            permit.put("url", changes ? permits.url(commandId().toString()) : null);
            permit.put("token", changes ? token : null);
            permit.put("except", except);
            full.put("permit", sealer.seal(recipient, permit));
        }
        CloudEvent event = CloudEventBuilder.v1()
                .withId(eventId)
                .withSource(URI.create("retention-service"))
                .withType(type)
                .withTime(Instant.parse("2026-11-22T10:00:00Z").atOffset(ZoneOffset.UTC))
                .withExtension("organisation", organisation)
                .withData("application/json", EventJson.write(full))
                .build();
        return KafkaMessageFactory.<String>createWriter(
                        "privacyloket.commands." + system + ".v1", null, "a-subject-hash")
                .writeBinary(event);
    }

    /** As it comes from the system's topic. */
    public ConsumerRecord<String, byte[]> received(long offset) {
        ProducerRecord<String, byte[]> sent = toSend();
        return new ConsumerRecord<>(
                sent.topic(),
                0,
                offset,
                0L,
                TimestampType.CREATE_TIME,
                0,
                sent.value().length,
                sent.key(),
                sent.value(),
                sent.headers(),
                Optional.empty());
    }
}
