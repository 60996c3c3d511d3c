package nl.privacyloket.contract.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;

/** Values that programs stumble over. Most texts carry a mark that must turn up nowhere else. */
final class HostileValues {
    /** The mark. */
    static final String MARK = "zqxmark";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            MARK,
            MARK + "\u0000nul",
            MARK + "\ud800",
            "\udc00" + MARK,
            MARK + "\u202Egnp.exe",
            "e\u0301\u0301\u0301" + MARK,
            "\u00e9 \ufb01 \u212b " + MARK,
            MARK + " \ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67",
            "\ufeff" + MARK,
            MARK + "\u2028line",
            MARK + "\r\nSet-Cookie: a=b",
            "'; drop table request; -- " + MARK,
            "<script>alert('" + MARK + "')</script>",
            "${jndi:ldap://127.0.0.1/" + MARK + "}",
            "{{7*7}}" + MARK,
            "../../../../etc/passwd",
            "%00%0d%0a",
            "null",
            "NaN",
            "-0",
            "1e400",
            "9223372036854775808",
            "true",
            "2026-02-30",
            "0000-01-01",
            "+999999999-12-31",
            "-999999999-01-01T00:00:00Z",
            "2026-11-22T25:61:61Z",
            "+1000000000-12-31T23:59:59.999999999Z",
            "P999999999Y",
            "PT-1S",
            "00000000-0000-0000-0000-000000000000",
            "0-0-0-0-0",
            MARK + "@example.org",
            "a@b",
            MARK + "@xn--" + "a".repeat(70) + ".nl",
            "\"" + MARK + "\"@example.org",
            "http://169.254.169.254/" + MARK,
            "javascript:" + MARK);

    private static final List<JsonNode> NUMBERS = List.of(
            NODES.numberNode(0),
            NODES.numberNode(-1),
            NODES.numberNode(1),
            NODES.numberNode(Integer.MAX_VALUE),
            NODES.numberNode(Integer.MAX_VALUE + 1L),
            NODES.numberNode(Long.MAX_VALUE),
            NODES.numberNode(Long.MIN_VALUE),
            NODES.numberNode(new BigInteger("9223372036854775808")),
            NODES.numberNode(new BigInteger("9".repeat(900))),
            NODES.numberNode(new BigDecimal("1e400")),
            NODES.numberNode(new BigDecimal("-1e-400")),
            NODES.numberNode(new BigDecimal("1e999999")),
            NODES.numberNode(-0.0),
            NODES.numberNode(0.1));

    private HostileValues() {}

    static String text(Random random) {
        int kind = random.nextInt(TEXTS.size() + 3);
        if (kind < TEXTS.size()) {
            return TEXTS.get(kind);
        }
        int length = List.of(255, 256, 1_000, 1_001, 4_000, 10_001, 40_000).get(random.nextInt(7));
        return switch (kind - TEXTS.size()) {
            case 0 -> MARK + "x".repeat(length);
            case 1 -> "\u0958".repeat(length) + MARK;
            default -> random(random, length % 300);
        };
    }

    /** Any characters, also halves of pairs and control characters. */
    private static String random(Random random, int length) {
        StringBuilder text = new StringBuilder(MARK);
        for (int i = 0; i < length; i++) {
            text.append((char) random.nextInt(0x10000));
        }
        return text.toString();
    }

    static JsonNode json(Random random) {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> NODES.textNode(text(random));
            case 3, 4 -> NUMBERS.get(random.nextInt(NUMBERS.size()));
            case 5 -> random.nextBoolean() ? NODES.nullNode() : NODES.booleanNode(random.nextBoolean());
            case 6 -> array(random);
            default -> object(random);
        };
    }

    private static ArrayNode array(Random random) {
        ArrayNode array = NODES.arrayNode();
        int length = List.of(0, 1, 2, 101, 2_000).get(random.nextInt(5));
        JsonNode element = random.nextBoolean() ? NODES.nullNode() : NODES.textNode(MARK);
        for (int i = 0; i < length; i++) {
            array.add(element);
        }
        return array;
    }

    private static ObjectNode object(Random random) {
        ObjectNode object = NODES.objectNode();
        int length = random.nextInt(3);
        for (int i = 0; i < length; i++) {
            object.put(text(random), text(random));
        }
        return object;
    }

    /** For a place in a query or path, percent-encoded, not always well. */
    static String encoded(Random random) {
        List<String> raw = List.of(
                "%00",
                "%ff%fe",
                "%ed%a0%80",
                "%c0%af",
                "..%2f..%2f",
                "%2e%2e",
                "%252e",
                "%",
                "%zz",
                "%E2%80%AE",
                "%0d%0a",
                "+",
                "-1",
                "0",
                "201",
                "1e3",
                "2147483648",
                "99999999999999999999",
                "NaN",
                "%F0%9F%98%80",
                "a;b=c",
                "[]",
                "null",
                "x".repeat(300),
                "",
                "00000000-0000-0000-0000-00000000000g",
                "%20",
                "1%2C2",
                "true");
        if (random.nextInt(3) > 0) {
            return raw.get(random.nextInt(raw.size()));
        }
        String text = text(random);
        return java.net.URLEncoder.encode(
                text.length() > 1_500 ? text.substring(0, 1_500) : text, java.nio.charset.StandardCharsets.UTF_8);
    }
}
