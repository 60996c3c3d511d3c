package nl.privacyloket.faults.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the client was promised: a file of its own, to which a promise is written before the client goes on. */
public final class Ledger implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FileChannel file;

    public Ledger(Path path) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        this.file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Writes a line, and returns when it is on the disk. */
    public synchronized void write(Entry.What what, String id, String reference, String person, String detail) {
        ObjectNode line = JSON.createObjectNode()
                .put("at", Instant.now().toString())
                .put("what", what.name())
                .put("id", id)
                .put("reference", reference)
                .put("person", person)
                .put("detail", detail);
        try {
            file.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
            file.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException("The client cannot write down what it was promised", e);
        }
    }

    /** Every line of a file, in order. */
    public static List<Entry> read(Path path) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (String line : Files.readAllLines(path)) {
            JsonNode json = JSON.readTree(line);
            entries.add(new Entry(
                    Instant.parse(json.path("at").asText()),
                    Entry.What.valueOf(json.path("what").asText()),
                    json.path("id").textValue(),
                    json.path("reference").textValue(),
                    json.path("person").textValue(),
                    json.path("detail").textValue()));
        }
        return entries;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
