package nl.privacyloket.contract.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Sends bytes to a service and reads its answer, on a connection of its own. */
final class Wire {
    private static final int PATIENCE = 30_000;

    private final int port;

    Wire(int port) {
        this.port = port;
    }

    /**
     * An answer.
     *
     * @param status 0 when the connection was closed without one
     * @param headers by name in lower case
     */
    record Answer(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    Answer send(RawCall call) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("localhost", port), PATIENCE);
            socket.setSoTimeout(PATIENCE);
            byte[] sent = call.bytes();
            try {
                socket.getOutputStream().write(sent);
                socket.getOutputStream().flush();
            } catch (IOException refusedBeforeTheEnd) {
                // Whoever sends too much may be answered before all was sent.
            }
            return parsed(read(socket.getInputStream()));
        }
    }

    private static byte[] read(InputStream in) {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        try {
            byte[] piece = new byte[16 * 1024];
            for (int length = in.read(piece); length >= 0 && bytes.size() < 4_000_000; length = in.read(piece)) {
                bytes.write(piece, 0, length);
            }
        } catch (IOException reset) {
            // What was read until then is the answer.
        }
        return bytes.toByteArray();
    }

    private static Answer parsed(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Answer(0, Map.of(), text);
        }
        String[] lines = text.substring(0, end).split("\r\n");
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).trim());
        }
        String body = text.substring(end + 4);
        if (headers.getOrDefault("transfer-encoding", "").contains("chunked")) {
            body = dechunked(body);
        }
        return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, body);
    }

    /** Lengths count bytes and this is text, so only ends of chunks that stand on lines of their own are taken out. */
    private static String dechunked(String body) {
        return body.replaceAll("(?m)(^|\r\n)[0-9a-fA-F]{1,8}\r\n", "");
    }
}
