package nl.privacyloket.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Turns golden samples into what somebody who means ill, or a program that is broken, might put on a topic. */
final class HostileRecords {
    /** In every record where there is room for it: it must not come back in a log or in the clear. */
    static final String MARK = "zqxhostile";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Random random;

    HostileRecords(long seed) {
        random = new Random(seed);
    }

    /** What no consumer may take for an event: no JSON object, an envelope with a hole, a version that nobody wrote. */
    List<HostileRecord> refused(GoldenSample sample) {
        List<HostileRecord> records = new ArrayList<>();
        for (String header : List.of("ce_specversion", "ce_id", "ce_type", "ce_source", "ce_time", "ce_organisation")) {
            records.add(record(sample, "without " + header, headers -> {
                headers.remove(header);
                return headers;
            }));
        }
        records.add(envelope(sample, "ce_specversion", "9.9"));
        records.add(envelope(sample, "ce_time", MARK));
        records.add(envelope(sample, "ce_type", sample.headers().get("ce_type").replaceFirst("v\\d+$", "v999")));
        records.add(envelope(sample, "ce_type", "nl.privacyloket.nothing.happened.v1"));
        records.add(envelope(sample, "ce_id", MARK.repeat(1_000)));
        records.add(envelope(sample, "ce_organisation", MARK.repeat(100)));
        records.add(value(sample, "no value", null));
        return records;
    }

    /** One of many: what is in the value is not what the schema says. */
    HostileRecord anything(GoldenSample sample) {
        return switch (random.nextInt(12)) {
            case 0 -> value(sample, "random bytes", randomBytes());
            case 1 -> value(sample, "half of it", half(sample.bytes()));
            case 2 -> value(sample, "text", ("\"" + MARK + "\"").getBytes(UTF_8));
            case 3 -> value(sample, "an array", ("[\"" + MARK + "\"]").getBytes(UTF_8));
            case 4 -> value(sample, "deep", ("[".repeat(100_000)).getBytes(UTF_8));
            case 5 -> value(sample, "UTF-16", sample.data().toString().getBytes(UTF_16));
            case 6 -> value(sample, "broken UTF-8", brokenText(sample));
            case 7 -> value(sample, "each member twice", twice(sample));
            case 8 -> value(sample, "nothing in it", "{}".getBytes(UTF_8));
            default -> member(sample);
        };
    }

    /** The sample as if it were about a request that there is, in the name of an organisation that it is not of. */
    HostileRecord about(GoldenSample sample, String request, String organisation) {
        Map<String, byte[]> headers = headers(sample);
        headers.put("ce_organisation", organisation.getBytes(UTF_8));
        String data =
                sample.data().toString().replace(sample.data().path("requestId").asText(), request);
        return new HostileRecord(
                sample.name() + " in the name of " + organisation,
                sample.topic(),
                request,
                headers,
                data.getBytes(UTF_8));
    }

    /** A record once more, as it was and as an event of its own: what was sealed is sealed as ever. */
    List<HostileRecord> again(ConsumerRecord<byte[], byte[]> record) {
        Map<String, byte[]> headers = headers(record);
        Map<String, byte[]> renamed = new LinkedHashMap<>(headers);
        renamed.put("ce_id", id());
        String key = new String(record.key(), UTF_8);
        return List.of(
                new HostileRecord("again", record.topic(), key, headers, record.value()),
                new HostileRecord("again under a new id", record.topic(), key, renamed, record.value()));
    }

    /** What is sealed in a record, by the name of the member that holds it. */
    static Map<String, ObjectNode> seals(ObjectNode data) {
        Map<String, ObjectNode> seals = new LinkedHashMap<>();
        data.properties().forEach(member -> {
            if (member.getValue() instanceof ObjectNode seal && seal.has("jwe")) {
                seals.put(member.getKey(), seal);
            }
        });
        return seals;
    }

    /**
     * A fact as it was told, but about a request that nobody made, with each of its seals in turn so that it cannot be opened by
     * whom it is addressed to: one that was made for another, under the reader's name; one that was made for the reader, under
     * another's; one of which a character is another.
     */
    List<HostileRecord> misplacedSeals(ConsumerRecord<byte[], byte[]> record, ObjectNode data, ObjectNode forAnother) {
        List<HostileRecord> records = new ArrayList<>();
        seals(data).forEach((name, seal) -> {
            String jwe = seal.path("jwe").asText();
            String reader = seal.path("recipient").asText();
            ObjectNode lifted =
                    seal.deepCopy().put("jwe", forAnother.path("jwe").asText());
            ObjectNode redirected = seal.deepCopy().put("recipient", reader + "-too");
            ObjectNode altered = seal.deepCopy().put("jwe", altered(jwe));
            records.add(retold(record, data, name, lifted, "made for another"));
            records.add(retold(record, data, name, redirected, "addressed to another"));
            records.add(retold(record, data, name, altered, "altered"));
        });
        return records;
    }

    private HostileRecord retold(
            ConsumerRecord<byte[], byte[]> record, ObjectNode data, String member, ObjectNode seal, String how) {
        String request = new String(id(), UTF_8);
        ObjectNode changed = data.deepCopy();
        changed.set(member, seal);
        changed.put("requestId", request);
        Map<String, byte[]> headers = headers(record);
        headers.put("ce_id", id());
        return new HostileRecord(
                member + " " + how + " in " + new String(headers.get("ce_type"), UTF_8),
                record.topic(),
                request,
                headers,
                changed.toString().getBytes(UTF_8));
    }

    /** One character of what is encrypted, as some other. */
    private static String altered(String jwe) {
        int at = jwe.lastIndexOf('.') - 4;
        return jwe.substring(0, at) + (jwe.charAt(at) == 'A' ? 'B' : 'A') + jwe.substring(at + 1);
    }

    /** What was told of one request, with all that is sealed in it, as if it were about another. */
    HostileRecord lifted(ConsumerRecord<byte[], byte[]> record, String of, String about, String organisation) {
        Map<String, byte[]> headers = headers(record);
        headers.put("ce_id", id());
        headers.put("ce_organisation", organisation.getBytes(UTF_8));
        return new HostileRecord(
                new String(headers.get("ce_type"), UTF_8) + " lifted, in the name of " + organisation,
                record.topic(),
                new String(record.key(), UTF_8).replace(of, about),
                headers,
                new String(record.value(), UTF_8).replace(of, about).getBytes(UTF_8));
    }

    private static Map<String, byte[]> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), header.value()));
        return headers;
    }

    private HostileRecord member(GoldenSample sample) {
        ObjectNode data = sample.data().deepCopy();
        List<ObjectNode> objects = new ArrayList<>();
        objects(data, objects);
        ObjectNode object = objects.get(random.nextInt(objects.size()));
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.get(random.nextInt(names.size()));
        if (random.nextInt(8) == 0) {
            object.remove(name);
        } else {
            object.set(name, oddValue());
        }
        return value(sample, name + " " + (object.has(name) ? beginning(object.get(name)) : "left out"), data);
    }

    private static void objects(JsonNode node, List<ObjectNode> into) {
        if (node instanceof ObjectNode object && !object.isEmpty()) {
            into.add(object);
        }
        node.forEach(child -> objects(child, into));
    }

    private JsonNode oddValue() {
        return switch (random.nextInt(16)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.numberNode(Long.MIN_VALUE);
            case 2 -> NODES.numberNode(new BigDecimal("1e400"));
            case 3 -> NODES.numberNode(-0.0);
            case 4 -> NODES.booleanNode(true);
            case 5 -> NODES.textNode("");
            case 6 -> NODES.textNode(MARK + "\u0000");
            case 7 -> NODES.textNode("\u202e" + MARK + "\ud83d\ude08 e\u0301");
            case 8 -> NODES.textNode(MARK.repeat(20_000));
            case 9 -> NODES.textNode("'; drop table request_case; -- " + MARK);
            case 10 -> NODES.textNode("+999999999-12-31");
            case 11 -> NODES.textNode(UUID.randomUUID().toString());
            case 12 -> new ArrayNode(NODES).add(MARK);
            case 13 -> new ObjectNode(NODES).put(MARK, MARK);
            case 14 -> new ArrayNode(NODES).addNull();
            default -> new ObjectNode(NODES).put("recipient", "request-service").put("jwe", forgedSeal());
        };
    }

    /** Looks like a seal: a header that asks for no cryptography at all, or for a key that nobody has. */
    private String forgedSeal() {
        String header =
                random.nextBoolean() ? "{\"alg\":\"none\"}" : "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"x\"}";
        return Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(UTF_8)) + "..AAAA." + MARK
                + ".AAAA";
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[1 + random.nextInt(300)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] half(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }

    private static byte[] brokenText(GoldenSample sample) {
        return sample.data()
                .toString()
                .replaceFirst("\":\"", "\":\"\u00ff\u00fe")
                .getBytes(ISO_8859_1);
    }

    private static byte[] twice(GoldenSample sample) {
        String members = sample.data().toString();
        return (members.substring(0, members.length() - 1) + "," + members.substring(1)).getBytes(UTF_8);
    }

    private HostileRecord envelope(GoldenSample sample, String header, String content) {
        return record(sample, header + " " + (content.length() > 40 ? "too long" : content), headers -> {
            headers.put(header, content.getBytes(UTF_8));
            return headers;
        });
    }

    private HostileRecord record(GoldenSample sample, String what, UnaryOperator<Map<String, byte[]>> change) {
        return new HostileRecord(
                sample.name() + ": " + what,
                sample.topic(),
                sample.key(),
                change.apply(headers(sample)),
                sample.bytes());
    }

    private HostileRecord value(GoldenSample sample, String what, Object value) {
        byte[] bytes = value == null || value instanceof byte[]
                ? (byte[]) value
                : value.toString().getBytes(UTF_8);
        return new HostileRecord(sample.name() + ": " + what, sample.topic(), sample.key(), headers(sample), bytes);
    }

    /** Each record is an event of its own. */
    private Map<String, byte[]> headers(GoldenSample sample) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        sample.headers().forEach((name, content) -> headers.put(name, content.getBytes(UTF_8)));
        headers.put(
                "ce_id",
                new UUID(random.nextLong(), random.nextLong()).toString().getBytes(UTF_8));
        return headers;
    }

    private byte[] id() {
        return new UUID(random.nextLong(), random.nextLong()).toString().getBytes(UTF_8);
    }

    private static String beginning(JsonNode value) {
        String text = value.toString();
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
