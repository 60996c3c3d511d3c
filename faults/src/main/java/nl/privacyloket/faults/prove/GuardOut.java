package nl.privacyloket.faults.prove;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import nl.privacyloket.faults.inject.Fault;
import nl.privacyloket.faults.inject.Scene;
import nl.privacyloket.faults.world.World;

/** A round without one guard. */
public final class GuardOut implements Fault {
    private static final long WORK_MILLIS = 12_000;

    private final Guard guard;
    private final String mark;

    /** @param mark that all persons of the run have in name and address */
    public GuardOut(Guard guard, String mark) {
        this.guard = guard;
        this.mark = mark;
    }

    @Override
    public String name() {
        return "without " + guard.name();
    }

    /** Takes the guard out; to be called before anybody works. */
    public void takeOut(World world) throws SQLException {
        execute(world, guard.out());
    }

    /** Puts the guard in again. */
    public void putBack(World world) throws SQLException {
        execute(world, guard.back());
    }

    @Override
    public int inject(Scene scene, Random random) throws Exception {
        if (!guard.late().isEmpty()) {
            // Somebody must have been erased before.
            Thread.sleep(WORK_MILLIS);
            execute(scene.world(), guard.late());
        }
        return 1 + (guard.fault() == null ? 0 : guard.fault().inject(scene, random));
    }

    private void execute(World world, List<String> statements) throws SQLException {
        try (Connection connection = world.connect(guard.database());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql.replace("${mark}", mark));
            }
        }
    }
}
