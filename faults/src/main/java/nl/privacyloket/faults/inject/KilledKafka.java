package nl.privacyloket.faults.inject;

import java.util.Random;
import nl.privacyloket.faults.world.World;

/** SIGKILL of the broker, then a start with what its disk holds. */
public final class KilledKafka implements Fault {

    @Override
    public String name() {
        return "kill-kafka";
    }

    @Override
    public int inject(Scene scene, Random random) throws Exception {
        World world = scene.world();
        Pause.between(500, 4_000, random);
        Killed killed = Killed.of("Kafka", world.kafka().pid(), world.kafka()::kill);
        Pause.between(100, 3_000, random);
        world.kafka().start();
        killed.replacedBy(world.kafka()::pid);
        return 1;
    }
}
