package nl.privacyloket.faults.run;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import nl.privacyloket.faults.check.Checks;
import nl.privacyloket.faults.check.FactsOnce;
import nl.privacyloket.faults.check.Finding;
import nl.privacyloket.faults.check.MailsOnce;
import nl.privacyloket.faults.client.Entry;
import nl.privacyloket.faults.client.Ledger;
import nl.privacyloket.faults.client.Load;
import nl.privacyloket.faults.client.Recovery;
import nl.privacyloket.faults.evidence.AuditLook;
import nl.privacyloket.faults.evidence.Evidence;
import nl.privacyloket.faults.evidence.Witness;
import nl.privacyloket.faults.inject.Fault;
import nl.privacyloket.faults.inject.NoEffectException;
import nl.privacyloket.faults.inject.Scene;
import nl.privacyloket.faults.world.World;
import nl.privacyloket.stack.layout.StackService;

/** Rounds over one running product: in each the client works, something breaks, everything comes to rest, and is looked at. */
public final class Rounds implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration REST = Duration.ofMinutes(4);
    private static final Duration SHORT = Duration.ofSeconds(75);
    private static final Duration EFFECT = Duration.ofSeconds(90);
    private static final Duration SETTLED = Duration.ofSeconds(12);

    private final World world;
    private final Path ledgerFile;
    private final Ledger ledger;
    private final Load load;
    private final AuditLook audit;
    private final Witness witness;
    private final Random random;
    private final String mark;
    private final int journeys;
    private final PrintStream out;
    private final Set<Finding> known = new HashSet<>();
    private Duration patience = PATIENCE;
    private Duration rest = REST;
    private int number;

    /**
     * @param kept directory of the client, which the product knows nothing of
     * @param journeys of each round
     */
    public Rounds(World world, Path kept, long seed, int journeys, PrintStream out) throws Exception {
        this.world = world;
        this.random = new Random(seed);
        this.journeys = journeys;
        this.out = out;
        // Another one each time, so that a second run in the same place is not taken for the first.
        this.mark = "zq" + Long.toString(Instant.now().getEpochSecond(), 36) + "q";
        this.ledgerFile = kept.resolve("ledger-" + mark + ".ndjson");
        this.ledger = new Ledger(ledgerFile);
        this.load = new Load(world, ledger, mark, seed);
        this.audit = new AuditLook(world, kept.resolve("checkpoints"));
        this.witness = new Witness(world, audit, ledgerFile, mark);
        new Recovery(world).keepLog();
    }

    /** What all persons of the run have in name and address, and nobody else. */
    public String mark() {
        return mark;
    }

    /** From now on does not wait long for what may never come, because a guard is out. */
    public void expectLittle() {
        patience = SHORT;
        rest = SHORT;
    }

    /** One round with these faults, one after the other while the client works. */
    public Round run(List<Fault> faults) throws Exception {
        number++;
        long begun = System.nanoTime();
        long acceptedBefore = accepted(Ledger.read(ledgerFile));
        long unansweredBefore = load.unanswered();
        long cutBefore = cut();
        audit.keepCheckpoints();
        load.begin(journeys, patience);
        List<Finding> fresh = new ArrayList<>();
        int injected = 0;
        Scene scene = new Scene(world, ledger, ledgerFile, () -> load.resume(journeys, patience), EFFECT);
        for (Fault fault : faults) {
            try {
                int times = fault.inject(scene, random);
                if (times == 0) {
                    throw new NoEffectException("nothing was broken");
                }
                injected += times;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                fresh.add(new Finding("injection", Finding.Kind.WRONG, fault.name() + " broke off: " + e.getMessage()));
            }
        }
        for (StackService service : StackService.values()) {
            world.instance(service).awaitReady();
        }
        load.awaitEnd();
        Evidence evidence = atRest();
        for (Finding finding : Checks.all(evidence)) {
            if (known.add(finding)) {
                fresh.add(finding);
            }
        }
        return new Round(
                number,
                faults.stream().map(Fault::name).toList(),
                injected,
                accepted(evidence.ledger()) - acceptedBefore,
                load.unanswered() - unansweredBefore,
                cut() - cutBefore,
                FactsOnce.again(evidence) + MailsOnce.again(evidence),
                Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
                fresh);
    }

    @Override
    public void close() throws Exception {
        load.close();
        ledger.close();
    }

    /**
     * Everything as it is when nothing waits and all checks are content. When something is wrong it is looked at again and
     * again, because much of it would still come; what has stayed the same for a while, with nothing waiting, stays so.
     */
    private Evidence atRest() throws Exception {
        long until = System.nanoTime() + rest.toNanos();
        long since = System.nanoTime();
        Set<Finding> before = Set.of();
        while (System.nanoTime() - until < 0) {
            boolean waits = !known.containsAll(Checks.waiting(witness.waiting()));
            if (!waits) {
                Evidence evidence = witness.gather();
                Set<Finding> now = new HashSet<>(Checks.all(evidence));
                if (known.containsAll(now)) {
                    return evidence;
                }
                if (!now.equals(before)) {
                    before = now;
                    since = System.nanoTime();
                } else if (System.nanoTime() - since > SETTLED.toNanos()) {
                    return evidence;
                }
            }
            Thread.sleep(500);
        }
        out.println("  did not come to rest within " + rest.toSeconds() + " s");
        return witness.gather();
    }

    private long cut() {
        return world.postgresProxy().cut()
                + world.kafkaProxy().cut()
                + world.mailProxy().cut();
    }

    private static long accepted(List<Entry> entries) {
        return entries.stream()
                .filter(entry -> switch (entry.what()) {
                    case ACCEPTED, CONFIRMED, DECIDED, HELD, LIFTED -> true;
                    default -> false;
                })
                .count();
    }
}
