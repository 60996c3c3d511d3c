package nl.privacyloket.faults.inject;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import java.util.function.Function;
import nl.privacyloket.faults.proxy.TcpProxy;
import nl.privacyloket.faults.proxy.Weather;
import nl.privacyloket.faults.world.World;

/** A bad connection to one server, by the proxy that stands before it. */
public final class Storm implements Fault {
    private static final int TURNS = 4;
    private static final int MOST_TURNS = 30;

    private final String server;
    private final Kind kind;
    private final Function<World, TcpProxy> proxy;

    /** How bad it is. */
    public enum Kind {
        /** Refused, then swallowed. */
        UNREACHABLE("unreachable"),
        /** Late, by another time each. */
        SLOW("slow"),
        /** Cut after some bytes, refused for a moment, fine for a moment, and so on. */
        FLAPPING("flapping");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    Storm(String server, Kind kind, Function<World, TcpProxy> proxy) {
        this.server = server;
        this.kind = kind;
        this.proxy = proxy;
    }

    public static Storm kafka(Kind kind) {
        return new Storm("kafka", kind, World::kafkaProxy);
    }

    public static Storm smtp(Kind kind) {
        return new Storm("smtp", kind, World::mailProxy);
    }

    public static Storm postgres(Kind kind) {
        return new Storm("postgres", kind, World::postgresProxy);
    }

    @Override
    public String name() {
        return server + "-" + kind.word;
    }

    @Override
    public int inject(Scene scene, Random random) throws Exception {
        World world = scene.world();
        TcpProxy way = proxy.apply(world);
        try {
            return switch (kind) {
                case UNREACHABLE -> unreachable(scene, way, random);
                case SLOW -> slow(scene, way, random);
                case FLAPPING -> flapping(scene, way, random);
            };
        } finally {
            way.set(Weather.clear());
        }
    }

    private int unreachable(Scene scene, TcpProxy way, Random random) throws InterruptedException {
        Pause.between(100, 2_000, random);
        way.set(Weather.refusing());
        // Whoever was waiting for connections may need a moment to stop.
        scene.await("a refusal by " + server, () -> refuses(way));
        Pause.between(1_000, 6_000, random);
        way.set(Weather.clear());
        Pause.between(200, 2_000, random);
        way.set(Weather.blackHole());
        long before = way.held();
        Pause.between(1_000, 6_000, random);
        scene.await("data to " + server + " that was swallowed", () -> way.held() > before);
        return 2;
    }

    private int slow(Scene scene, TcpProxy way, Random random) throws InterruptedException {
        Pause.between(100, 1_000, random);
        way.set(Weather.slow(Duration.ofMillis(20 + random.nextInt(150)), Duration.ofMillis(200)));
        long before = way.held();
        Pause.between(5_000, 12_000, random);
        scene.await("data to " + server + " that was late", () -> way.held() > before);
        return 1;
    }

    private int flapping(Scene scene, TcpProxy way, Random random) throws InterruptedException {
        long before = way.cut();
        int turns = 0;
        // Where connections are short, all of them may have been fine so far.
        while (turns < TURNS || way.cut() == before) {
            if (turns == MOST_TURNS) {
                throw new NoEffectException("no connection to " + server + " was cut in " + turns + " turns");
            }
            if (turns >= TURNS) {
                scene.work().run();
            }
            // What is open is cut too, in the middle of whatever goes on.
            way.cutAll();
            way.set(Weather.cutting(200 + random.nextInt(20_000)));
            Pause.between(500, 2_500, random);
            way.set(Weather.refusing());
            Pause.between(100, 1_000, random);
            way.set(Weather.clear());
            Pause.between(300, 2_000, random);
            turns++;
        }
        return turns;
    }

    private static boolean refuses(TcpProxy way) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), way.port())) {
            return !socket.isConnected();
        } catch (IOException e) {
            return true;
        }
    }
}
