package nl.privacyloket.faults.inject;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.Random;
import nl.privacyloket.faults.proxy.Weather;
import nl.privacyloket.faults.world.Instance;
import nl.privacyloket.faults.world.World;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.sample.SampleSystem;

/**
 * All services are replaced one by one, while events of another version are on their way. The events are those of the
 * persons at work: as they wait in the outboxes, they are written by turns as the first version of their contract had them, without
 * the members that came later, and as a version to come may write them, with a member that nobody knows yet.
 */
public final class RollingRestart implements Fault {
    private static final int LOOKS = 12;

    @Override
    public String name() {
        return "rolling-restart";
    }

    @Override
    public int inject(Scene scene, Random random) throws Exception {
        World world = scene.world();
        OtherVersions versions = new OtherVersions();
        Pause.between(500, 3_000, random);
        world.kafkaProxy().set(Weather.refusing());
        try {
            for (int i = 0; i < LOOKS; i++) {
                Pause.between(300, 600, random);
                rewriteAll(world, versions);
            }
            scene.await("events of an earlier and of a later version in the outboxes", () -> {
                rewriteAll(world, versions);
                return versions.earlier() > 0 && versions.later() > 0;
            });
        } finally {
            world.kafkaProxy().set(Weather.clear());
        }
        for (StackService service : StackService.values()) {
            Instance instance = world.instance(service);
            OptionalLong before = instance.pid();
            instance.stop();
            instance.start();
            instance.awaitReady();
            if (before.equals(instance.pid())) {
                throw new NoEffectException(service.id() + " was replaced, and no other process is there");
            }
        }
        return StackService.values().length + versions.earlier() + versions.later();
    }

    private static void rewriteAll(World world, OtherVersions versions) throws SQLException, IOException {
        for (StackService service : StackService.values()) {
            if (service.hasSchema()) {
                rewrite(world, StackService.DATABASE, service.schema(), versions);
            }
        }
        rewrite(world, SampleSystem.DATABASE, SampleSystem.COMPJOETER_RECOVERY.connectorSchema(), versions);
    }

    private static void rewrite(World world, String database, String schema, OtherVersions versions)
            throws SQLException, IOException {
        try (Connection connection = world.connect(database);
                PreparedStatement select =
                        connection.prepareStatement("select id, type, data from " + schema + ".outbox order by id");
                PreparedStatement update =
                        connection.prepareStatement("update " + schema + ".outbox set data = ? where id = ?");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                OtherVersions.Rewritten other =
                        versions.of(schema + rows.getLong(1), rows.getString(2), rows.getBytes(3));
                if (other != null) {
                    update.setBytes(1, other.data());
                    update.setLong(2, rows.getLong(1));
                    versions.written(other, update.executeUpdate());
                }
            }
        }
    }
}
