package nl.privacyloket.faults.prove;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import nl.privacyloket.faults.client.Entry;
import nl.privacyloket.faults.client.Ledger;
import nl.privacyloket.faults.inject.ConsumersReplay;
import nl.privacyloket.faults.inject.Fault;
import nl.privacyloket.faults.inject.Scene;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.sample.SampleSystem;

/**
 * Nobody remembers the erasures, and the connector gets its commands once more. Two memories keep a command from being executed twice,
 * and each does it alone: the connector's own, and that of retention-service, which gives a permit for one execution.
 */
final class ForgottenErasures implements Fault {
    private static final String CONNECTOR = SampleSystem.COMPJOETER_RECOVERY.connectorSchema();
    private static final List<String> OF_THE_CONNECTOR = List.of(
            "delete from " + CONNECTOR + ".inbox",
            "delete from " + CONNECTOR + ".executed_command where command_id in (select command_id from " + CONNECTOR
                    + ".erased_person)",
            "delete from " + CONNECTOR + ".erased_person");
    // With the last epoch there is: a hold that comes later, of whomever, would revoke them.
    private static final List<String> OF_PERMITS = List.of(
            "update retention.permit set state = 'issued',"
                    + " answered_at = null, withdrawn = false, epoch = 9223372036854775807 where state in ('answered', 'settled')");

    private final Fault replay = new ConsumersReplay(StackService.CONNECTOR);

    @Override
    public String name() {
        return "forgotten-erasures";
    }

    @Override
    public int inject(Scene scene, Random random) throws Exception {
        scene.await(
                "somebody who became a customer again after an erasure",
                () -> Ledger.read(scene.ledgerFile()).stream().anyMatch(entry -> entry.what() == Entry.What.RETURNED));
        forget(scene, SampleSystem.DATABASE, OF_THE_CONNECTOR);
        forget(scene, StackService.DATABASE, OF_PERMITS);
        return 1 + replay.inject(scene, random);
    }

    private static void forget(Scene scene, String database, List<String> statements) throws SQLException {
        try (Connection connection = scene.world().connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
