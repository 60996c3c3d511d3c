package nl.privacyloket.faults.client;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import nl.privacyloket.faults.world.World;

/** Persons and staff at work: so many journeys, several at a time, each pursued to its end whatever breaks meanwhile. */
public final class Load implements AutoCloseable {
    private static final int AT_A_TIME = 5;

    private final Desk desk;
    private final Recovery recovery;
    private final Ledger ledger;
    private final String mark;
    private final Random random;
    private final AtomicInteger persons = new AtomicInteger();
    private ExecutorService running;

    /**
     * @param mark letters and digits that are found in the name and the address of every person here and nowhere else
     * @param seed of who does what
     */
    public Load(World world, Ledger ledger, String mark, long seed) {
        this.desk = new Desk(world, ledger);
        this.recovery = new Recovery(world);
        this.ledger = ledger;
        this.mark = mark;
        this.random = new Random(seed);
    }

    /** Begins so many journeys when all that were begun have ended. */
    public synchronized void resume(int journeys, Duration patience) {
        if (running.isTerminated()) {
            begin(journeys, patience);
        }
    }

    /** Begins that many journeys, and returns at once. */
    public synchronized void begin(int journeys, Duration patience) {
        running = Executors.newFixedThreadPool(AT_A_TIME, task -> {
            Thread thread = new Thread(task, "client");
            thread.setDaemon(true);
            return thread;
        });
        for (int i = 0; i < journeys; i++) {
            Journey journey = next(i);
            running.submit(() -> pursue(journey, patience));
        }
        running.shutdown();
    }

    /** Waits until all journeys have ended or were given up. */
    public void awaitEnd() throws InterruptedException {
        running().awaitTermination(1, TimeUnit.HOURS);
    }

    /** Calls that nobody answered, over all journeys. */
    public long unanswered() {
        return desk.unanswered();
    }

    /** Breaks off what still runs. */
    @Override
    public synchronized void close() {
        if (running != null) {
            running.shutdownNow();
        }
    }

    private synchronized ExecutorService running() {
        return running;
    }

    // The first ones are one of each kind, so that the smallest load has them all.
    private Journey next(int place) {
        Journey[] all = Journey.values();
        return place < all.length ? all[place] : all[random.nextInt(all.length)];
    }

    private void pursue(Journey journey, Duration limit) {
        int place = persons.incrementAndGet();
        Person person = Person.of(mark, place);
        Patience patience = new Patience(limit);
        Request request = new Request(desk, ledger, patience, person);
        try {
            patience.await("the data system to take the person", () -> Journey.added(recovery, person));
            journey.go(request, new Hold(desk, ledger, patience, person), person, recovery, ledger, patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            String why =
                    e instanceof GaveUpException ? e.getMessage() : e.getClass().getSimpleName() + " " + e.getMessage();
            ledger.write(Entry.What.GIVEN_UP, request.id(), null, person.number(), journey + ", waiting for: " + why);
        }
    }
}
