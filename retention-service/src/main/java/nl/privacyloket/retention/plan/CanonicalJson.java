package nl.privacyloket.retention.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** One flat JSON object with its members in the order of writing: the same values always give the same text. */
final class CanonicalJson {

    private final StringBuilder json = new StringBuilder("{");

    private CanonicalJson() {}

    static CanonicalJson object() {
        return new CanonicalJson();
    }

    static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A member with the value's text, or JSON null. */
    CanonicalJson text(String name, Object value) {
        name(name);
        if (value == null) {
            json.append("null");
        } else {
            quote(value.toString());
        }
        return this;
    }

    CanonicalJson number(String name, int value) {
        name(name);
        json.append(value);
        return this;
    }

    String end() {
        return json.append('}').toString();
    }

    private void name(String name) {
        if (json.length() > 1) {
            json.append(',');
        }
        quote(name);
        json.append(':');
    }

    private void quote(String text) {
        json.append('"');
        for (var i = 0; i < text.length(); i++) {
            var character = text.charAt(i);
            if (character == '"' || character == '\\') {
                json.append('\\').append(character);
            } else if (character < ' ') {
                json.append(String.format("\\u%04x", (int) character));
            } else {
                json.append(character);
            }
        }
        json.append('"');
    }
}
