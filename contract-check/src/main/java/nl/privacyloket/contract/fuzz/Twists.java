package nl.privacyloket.contract.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import nl.privacyloket.contract.fuzz.Described.Operation;

/** What is done to a call that was as described. */
final class Twists {
    /** Half characters can only be sent as escapes. */
    private static final ObjectMapper ESCAPING =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final Random random;
    private final HeaderTwists around;

    Twists(Operation operation, Random random) {

        this.random = random;
        this.around = new HeaderTwists(operation, random);
    }

    /** @param json the body as a tree, or null when it is none */
    void twist(RawCall call, JsonNode json) {
        if (json != null && random.nextInt(10) < 5) {
            tree(call, json);
        } else if (call.body != null && random.nextInt(10) < 5) {
            bytes(call);
        } else {
            around.twist(call);
        }
    }

    /** Something else than the body. */
    void twistAround(RawCall call) {
        around.twist(call);
    }

    private void tree(RawCall call, JsonNode json) {
        int times = 1 + random.nextInt(2);
        for (int i = 0; i < times; i++) {
            List<JsonNode> containers = new ArrayList<>();
            collect(json, containers);
            JsonNode place = containers.get(random.nextInt(containers.size()));
            if (place instanceof ObjectNode object) {
                member(call, object);
            } else if (place instanceof ArrayNode array) {
                element(call, array);
            }
        }
        try {
            call.body = (random.nextInt(3) == 0 ? HostileCalls.written(json) : ESCAPING.writeValueAsString(json))
                    .getBytes(UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void member(RawCall call, ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        if (names.isEmpty() || random.nextInt(8) == 0) {
            object.set("unknown" + HostileValues.MARK, HostileValues.json(random));
            call.twisted("an unknown member");
            return;
        }
        String name = names.get(random.nextInt(names.size()));
        if (random.nextInt(6) == 0) {
            object.remove(name);
            call.twisted("without " + name);
        } else {
            object.set(name, HostileValues.json(random));
            call.twisted("another " + name);
        }
    }

    private void element(RawCall call, ArrayNode array) {
        if (array.isEmpty() || random.nextBoolean()) {
            array.add(HostileValues.json(random));
        } else {
            array.set(random.nextInt(array.size()), HostileValues.json(random));
        }
        call.twisted("another element");
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private void bytes(RawCall call) {
        String text = new String(call.body, UTF_8);
        int kind = random.nextInt(19);
        switch (kind) {
            case 0 -> call.body = new byte[0];
            case 1 ->
                call.body = text.substring(0, random.nextInt(text.length() + 1)).getBytes(UTF_8);
            case 2 -> call.body = (text + "}").getBytes(UTF_8);
            case 3 -> call.body = (text + text).getBytes(UTF_8);
            case 4 -> call.body = ("\ufeff" + text).getBytes(UTF_8);
            case 5 -> call.body = text.getBytes(UTF_16);
            case 6 -> call.body = text.getBytes(UTF_16LE);
            case 7 -> call.body = text.replaceAll("[aeo]", "\u00e9").getBytes(ISO_8859_1);
            case 8 -> call.body = (text.replaceFirst("\"[^\"]*\"\\s*:", "\"\ud83d\":")).getBytes(UTF_8);
            case 9 -> call.body = deep(30_000).getBytes(UTF_8);
            case 10 -> call.body = ("{\"a\":".repeat(990) + "1" + "}".repeat(990)).getBytes(UTF_8);
            case 11 -> call.body = doubled(text).getBytes(UTF_8);
            case 12 ->
                call.body =
                        text.replaceFirst(":\\s*(\"[^\"]*\"|[0-9]+)", ": 1e400").getBytes(UTF_8);
            case 13 ->
                call.body =
                        text.replaceFirst(":\\s*(\"[^\"]*\"|[0-9]+)", ": NaN").getBytes(UTF_8);
            case 14 ->
                call.body = text.replaceFirst(":\\s*\"[^\"]*\"", ": \"\\\\u0000" + HostileValues.MARK + "\"")
                        .getBytes(UTF_8);
            case 15 ->
                call.body = text.replaceFirst(":\\s*(\"[^\"]*\"|[0-9]+)", ": " + "9".repeat(5_000))
                        .getBytes(UTF_8);
            case 16 -> call.body = ("[" + text + "]").getBytes(UTF_8);
            case 17 -> call.body = (HostileValues.MARK + "x".repeat(1_200_000)).getBytes(UTF_8);
            default -> call.body = flipped(call.body);
        }
        call.twisted("bytes of kind " + kind);
        if (random.nextInt(6) == 0) {
            bomb(call);
        }
    }

    private static String deep(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    private static String doubled(String text) {
        int end = text.lastIndexOf('}');
        java.util.regex.Matcher first =
                java.util.regex.Pattern.compile("\"[A-Za-z]+\"\\s*:").matcher(text);
        return end < 0 || !first.find()
                ? text
                : text.substring(0, end) + "," + first.group() + "null" + text.substring(end);
    }

    private byte[] flipped(byte[] body) {
        byte[] flipped = body.clone();
        for (int i = 0; i < 3 && flipped.length > 0; i++) {
            flipped[random.nextInt(flipped.length)] = (byte) random.nextInt(256);
        }
        return flipped;
    }

    /** A hundred megabytes in a hundred kilobytes. */
    private void bomb(RawCall call) {
        try (ByteArrayOutputStream packed = new ByteArrayOutputStream()) {
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                byte[] piece = " ".repeat(1_000_000).getBytes(UTF_8);
                int pieces = random.nextInt(4) == 0 ? 100 : 3;
                for (int i = 0; i < pieces; i++) {
                    gzip.write(piece);
                }
                gzip.write(call.body);
            }
            call.body = packed.toByteArray();
            call.header("Content-Encoding", "gzip").twisted("packed");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
