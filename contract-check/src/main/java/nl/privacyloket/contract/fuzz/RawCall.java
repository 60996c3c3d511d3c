package nl.privacyloket.contract.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** A call as it goes over the wire: clients of HTTP refuse to send much of what a service must stand. */
final class RawCall {
    final String operation;
    String method;
    String path;
    byte[] body;
    final List<String[]> headers = new ArrayList<>();

    private final List<String> twists = new ArrayList<>();

    RawCall(String operation, String method, String path) {
        this.operation = operation;
        this.method = method;
        this.path = path;
    }

    RawCall header(String name, String value) {
        headers.removeIf(header -> header[0].equalsIgnoreCase(name));
        return add(name, value);
    }

    RawCall add(String name, String value) {
        headers.add(new String[] {name, value});
        return this;
    }

    RawCall without(String name) {
        headers.removeIf(header -> header[0].equalsIgnoreCase(name));
        return this;
    }

    /** Says what was done to it. */
    RawCall twisted(String how) {
        twists.add(how);
        return this;
    }

    String twists() {
        return twists.isEmpty() ? "as described" : String.join(", ", twists);
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        headers.forEach(
                header -> head.append(header[0]).append(": ").append(header[1]).append("\r\n"));
        if (body != null) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        head.append("Connection: close\r\n\r\n");
        bytes.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
        if (body != null) {
            bytes.writeBytes(body);
        }
        return bytes.toByteArray();
    }

    /** A line for a shell that sends about the same. */
    String asCurl(String base) {
        StringBuilder curl = new StringBuilder("curl --path-as-is -i -X " + quoted(method) + " " + quoted(base + path));
        headers.forEach(header -> curl.append(" -H ").append(quoted(header[0] + ": " + shortened(header[1]))));
        if (body != null) {
            String sent = new String(body, StandardCharsets.ISO_8859_1);
            boolean plain = body.length < 3_000 && sent.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
            if (plain) {
                curl.append(" --data-binary ").append(quoted(sent));
            } else {
                String encoded =
                        Base64.getEncoder().encodeToString(body.length > 3_000 ? Arrays.copyOf(body, 3_000) : body);
                curl.insert(0, "echo " + encoded + " | base64 -d | ").append(" --data-binary @-");
            }
        }
        return curl.toString();
    }

    /** A good token is of no use later, and long. */
    private static String shortened(String value) {
        return value.matches("Bearer ey.{300,}") ? "Bearer $TOKEN" : value;
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
