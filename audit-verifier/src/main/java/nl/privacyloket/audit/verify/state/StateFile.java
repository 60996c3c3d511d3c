package nl.privacyloket.audit.verify.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nl.privacyloket.audit.verify.TrustedKeys;
import nl.privacyloket.audit.verify.UnusableInputException;
import nl.privacyloket.audit.verify.log.Edge;
import nl.privacyloket.audit.verify.record.Delivered.Position;
import nl.privacyloket.tlog.Hash;
import nl.privacyloket.tlog.InvalidNoteException;
import nl.privacyloket.tlog.SignedCheckpoint;

/**
 * A file that a run leaves for the next. What it says of a log is believed only because the log's key signed it: the
 * checkpoint is opened with the trusted keys and the tree's edge must have its root.
 */
public final class StateFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FORM = 1;

    private final Path file;
    /** What it says of logs that no key was given for: kept as it is. */
    private final Map<String, JsonNode> unkeyed = new TreeMap<>();

    public StateFile(Path file) {
        this.file = file;
    }

    /**
     * Reads it; nothing has been verified when it is not there.
     *
     * @throws UnusableInputException when it is damaged or was changed
     */
    public VerifiedState read(TrustedKeys keys) throws UnusableInputException {
        if (!Files.exists(file)) {
            return VerifiedState.nothing();
        }
        try {
            JsonNode json = JSON.readTree(Files.readString(file));
            if (json.path("form").asInt() != FORM) {
                throw new IllegalArgumentException("it is of another version of the verifier");
            }
            Map<String, VerifiedState.Log> logs = new TreeMap<>();
            for (Map.Entry<String, JsonNode> log : json.path("logs").properties()) {
                if (keys.of(log.getKey()).isEmpty()) {
                    unkeyed.put(log.getKey(), log.getValue());
                } else {
                    logs.put(log.getKey(), log(log.getKey(), log.getValue(), keys));
                }
            }
            return new VerifiedState(logs, unkeyed.keySet());
        } catch (InvalidNoteException | IllegalArgumentException | IOException e) {
            throw new UnusableInputException(
                    "The state in " + file + " cannot be used: "
                            + (e instanceof IOException ? "it cannot be read" : e.getMessage())
                            + ". Without it everything is verified from the beginning",
                    e);
        }
    }

    private static VerifiedState.Log log(String name, JsonNode json, TrustedKeys keys) throws InvalidNoteException {
        if (json.has("first")) {
            return new VerifiedState.Log(null, position(json.path("first")));
        }
        SignedCheckpoint checkpoint = keys.of(name).open(json.path("checkpoint").asText());
        List<Hash> edge = new ArrayList<>();
        json.path("edge").forEach(hash -> edge.add(Hash.parse(hash.asText())));
        Edge proven = new Edge(checkpoint, edge);
        if (!proven.holds()) {
            throw new IllegalArgumentException("what it says of " + name + " is not what was signed");
        }
        return new VerifiedState.Log(proven, position(json.path("position")));
    }

    private static Position position(JsonNode json) {
        return json.isObject()
                ? new Position(
                        json.path("partition").asInt(), json.path("offset").asLong())
                : null;
    }

    /** Writes it in one step: whoever reads it finds the old or the new. */
    public void write(VerifiedState state) throws UnusableInputException {
        ObjectNode json = JSON.createObjectNode().put("form", FORM);
        ObjectNode logs = json.putObject("logs");
        state.logs().forEach((name, log) -> {
            ObjectNode one = logs.putObject(name);
            if (log.edge() == null) {
                put(one, "first", log.position());
                return;
            }
            one.put("checkpoint", log.edge().checkpoint().note());
            ArrayNode edge = one.putArray("edge");
            log.edge().hashes().forEach(hash -> edge.add(hash.base64()));
            if (log.position() != null) {
                put(one, "position", log.position());
            }
        });
        unkeyed.forEach(logs::set);
        try {
            Path absolute = file.toAbsolutePath();
            Files.createDirectories(absolute.getParent());
            Path beside = absolute.resolveSibling(absolute.getFileName() + ".new");
            Files.write(beside, (json.toPrettyString() + "\n").getBytes(UTF_8));
            try (FileChannel written = FileChannel.open(beside, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            move(beside, absolute);
        } catch (IOException e) {
            throw new UnusableInputException("The state cannot be written to " + file, e);
        }
    }

    private static void put(ObjectNode json, String member, Position position) {
        json.putObject(member).put("partition", position.partition()).put("offset", position.offset());
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
