package nl.privacyloket.faults.inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import nl.privacyloket.faults.proxy.Weather;
import nl.privacyloket.faults.world.Instance;
import nl.privacyloket.faults.world.World;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.sample.SampleSystem;

/**
 * All services are replaced one by one, while events of another version are on their way. The events are those of the
 * persons at work: as they wait in the outboxes, every other one is written as the first version of its contract had it, without the
 * members that came later, and the rest as a version to come may write it, with a member that nobody knows yet.
 */
public final class RollingRestart implements Fault {
    private static final ObjectMapper JSON = new ObjectMapper();

    // What the contracts of these events did not have when they were first published.
    private static final Map<String, List<String>> CAME_LATER = Map.of(
            "nl.privacyloket.request.received.v1", List.of("combinedWith", "subjectHashes"),
            "nl.privacyloket.request.identity-verified.v1", List.of("categories"),
            "nl.privacyloket.request.decided.v1",
                    List.of("byRule", "purpose", "categories", "corrections", "subjectHashes"),
            "nl.privacyloket.request.closed.v1",
                    List.of("overridden", "report", "backupsUntil", "subject", "subjectHashes"),
            "nl.privacyloket.retention.erasure-completed.v1", List.of("backupsUntil"),
            "nl.privacyloket.result.verified.v1", List.of("present"));
    private static final int LOOKS = 12;

    @Override
    public String name() {
        return "rolling-restart";
    }

    @Override
    public int inject(Scene scene, Random random) throws Exception {
        World world = scene.world();
        Pause.between(500, 3_000, random);
        world.kafkaProxy().set(Weather.refusing());
        int rewritten = 0;
        try {
            for (int i = 0; i < LOOKS; i++) {
                Pause.between(300, 600, random);
                for (StackService service : StackService.values()) {
                    if (service.hasSchema()) {
                        rewritten += rewrite(world, StackService.DATABASE, service.schema());
                    }
                }
                rewritten += rewrite(world, SampleSystem.DATABASE, SampleSystem.COMPJOETER_RECOVERY.connectorSchema());
            }
        } finally {
            world.kafkaProxy().set(Weather.clear());
        }
        for (StackService service : StackService.values()) {
            Instance instance = world.instance(service);
            instance.stop();
            instance.start();
            instance.awaitReady();
        }
        return StackService.values().length + rewritten;
    }

    private static int rewrite(World world, String database, String schema) throws SQLException, IOException {
        int rewritten = 0;
        try (Connection connection = world.connect(database);
                PreparedStatement select = connection.prepareStatement("select id, type, data from " + schema
                        + ".outbox where position('fromALaterVersion' in encode(data, 'escape')) = 0 order by id");
                PreparedStatement update =
                        connection.prepareStatement("update " + schema + ".outbox set data = ? where id = ?");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                byte[] data = rewritten(rows.getLong(1), rows.getString(2), rows.getBytes(3));
                if (data != null) {
                    update.setBytes(1, data);
                    update.setLong(2, rows.getLong(1));
                    rewritten += update.executeUpdate();
                }
            }
        }
        return rewritten;
    }

    private static byte[] rewritten(long place, String type, byte[] data) throws IOException {
        JsonNode json = JSON.readTree(data);
        // The audit log is signed over its bytes.
        if (!(json instanceof ObjectNode event) || type.startsWith("nl.privacyloket.audit.")) {
            return null;
        }
        if (place % 2 == 0) {
            List<String> later = CAME_LATER.getOrDefault(type, List.of());
            if (later.stream().noneMatch(event::has)) {
                return null;
            }
            event.remove(later);
        } else {
            event.putObject("fromALaterVersion").put("value", true);
        }
        return JSON.writeValueAsBytes(event);
    }
}
