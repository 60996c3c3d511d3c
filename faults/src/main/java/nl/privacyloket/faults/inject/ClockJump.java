package nl.privacyloket.faults.inject;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import nl.privacyloket.faults.world.Instance;
import nl.privacyloket.faults.world.World;
import nl.privacyloket.stack.layout.StackService;

/**
 * The clock of one service jumps forwards and backwards while it works, as the clock of a machine does that was wrong. By
 * libfaketime: the service is started again with it, and without it at the end. Monotonic clocks go on as they do on a real machine.
 */
public final class ClockJump implements Fault {
    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"));
    private static final int JUMPS = 3;
    private static final int NEAREST_SECONDS = 10;
    private static final int FURTHEST_SECONDS = 90;

    private final StackService service;

    public ClockJump(StackService service) {
        this.service = service;
    }

    @Override
    public String name() {
        return "clock-of-" + service.id();
    }

    @Override
    public String impossible() {
        return library() == null ? "libfaketime is not installed (Debian: libfaketime)" : null;
    }

    @Override
    public int inject(Scene scene, Random random) throws Exception {
        World world = scene.world();
        Path clock = world.directory().run().resolve(service.id() + ".clock");
        Files.writeString(clock, "+0\n");
        Instance instance = world.instance(service);
        instance.stop();
        instance.start(Map.of(
                "LD_PRELOAD", library().toString(),
                "FAKETIME_TIMESTAMP_FILE", clock.toString(),
                "FAKETIME_CACHE_DURATION", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                // Otherwise waits of the JVM return at once, and it does nothing but ask for the time.
                "FAKETIME_FORCE_MONOTONIC_FIX", "0"));
        instance.awaitReady();
        for (int i = 0; i < JUMPS; i++) {
            int seconds = (NEAREST_SECONDS + random.nextInt(FURTHEST_SECONDS - NEAREST_SECONDS))
                    * (random.nextBoolean() ? 1 : -1);
            Files.writeString(clock, (seconds < 0 ? "" : "+") + seconds + "\n");
            Pause.between(1_500, 4_000, random);
            scene.await(
                    service.id() + " to go by a clock that is off by " + seconds + " s",
                    () -> ClockOfProcess.isMoved(
                            ClockOfProcess.read(instance.pid().orElseThrow()),
                            Instant.now(),
                            Duration.ofSeconds(seconds)));
        }
        Files.writeString(clock, "+0\n");
        Pause.between(500, 1_500, random);
        instance.stop();
        instance.start();
        return JUMPS;
    }

    private static Path library() {
        return LIBRARIES.stream().filter(Files::exists).findFirst().orElse(null);
    }
}
