package nl.privacyloket.faults.inject;

import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import nl.privacyloket.faults.world.Instance;
import nl.privacyloket.faults.world.World;
import nl.privacyloket.stack.layout.StackService;

/** Each service runs twice; then of each one of the two is killed in the middle of its work, and the other goes on. */
public final class TwoInstances implements Fault {

    @Override
    public String name() {
        return "two-instances";
    }

    @Override
    public int inject(Scene scene, Random random) throws Exception {
        World world = scene.world();
        Map<StackService, Instance> seconds = new EnumMap<>(StackService.class);
        try {
            for (StackService service : StackService.values()) {
                seconds.put(service, world.startSecond(service));
            }
            for (Instance second : seconds.values()) {
                second.awaitReady();
            }
            for (StackService service : StackService.values()) {
                Pause.between(200, 2_000, random);
                Instance first = world.instance(service);
                Instance second = seconds.get(service);
                Instance killed = random.nextBoolean() ? second : first;
                Killed.of(service.id(), killed.pid(), killed::kill);
                if (!(killed == first ? second : first).isAlive()) {
                    throw new NoEffectException(service.id() + " did not run twice when one was killed");
                }
            }
            Pause.between(3_000, 7_000, random);
            for (StackService service : StackService.values()) {
                if (!world.instance(service).isAlive()) {
                    world.instance(service).start();
                }
            }
            return StackService.values().length;
        } finally {
            for (StackService service : StackService.values()) {
                world.instance(service).awaitReady();
                world.endSecond(service);
            }
        }
    }
}
