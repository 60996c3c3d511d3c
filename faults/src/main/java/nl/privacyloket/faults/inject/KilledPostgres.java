package nl.privacyloket.faults.inject;

import java.util.Random;
import nl.privacyloket.faults.world.World;

/** SIGKILL of PostgreSQL, postmaster and children, then a start: every transaction that was open is undone. */
public final class KilledPostgres implements Fault {
    private static final int TIMES = 2;

    @Override
    public String name() {
        return "kill-postgres";
    }

    @Override
    public int inject(Scene scene, Random random) throws Exception {
        World world = scene.world();
        for (int i = 0; i < TIMES; i++) {
            Pause.between(500, 4_000, random);
            Killed killed = Killed.of("PostgreSQL", world.postgresPid(), world::killPostgres);
            Pause.between(100, 1_500, random);
            world.restartPostgres();
            killed.replacedBy(world::postgresPid);
        }
        return TIMES;
    }
}
