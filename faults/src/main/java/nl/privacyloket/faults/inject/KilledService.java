package nl.privacyloket.faults.inject;

import java.util.Random;
import nl.privacyloket.faults.world.Instance;
import nl.privacyloket.faults.world.World;
import nl.privacyloket.stack.layout.StackService;

/** SIGKILL of a service in the middle of its work, then a start. Twice, the second time maybe while it is starting. */
public final class KilledService implements Fault {
    private static final int TIMES = 2;

    private final StackService service;

    public KilledService(StackService service) {
        this.service = service;
    }

    @Override
    public String name() {
        return "kill-" + service.id();
    }

    @Override
    public int inject(Scene scene, Random random) throws Exception {
        World world = scene.world();
        Instance instance = world.instance(service);
        for (int i = 0; i < TIMES; i++) {
            Pause.between(300, 3_500, random);
            Killed killed = Killed.of(service.id(), instance.pid(), instance::kill);
            Pause.between(1, 1_500, random);
            instance.start();
            killed.replacedBy(instance::pid);
            if (random.nextBoolean()) {
                instance.awaitReady();
            }
        }
        return TIMES;
    }
}
