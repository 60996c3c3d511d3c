package nl.privacyloket.faults.inject;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import nl.privacyloket.faults.client.Ledger;
import nl.privacyloket.faults.world.World;
import nl.privacyloket.stack.Polling;

/**
 * What a fault is injected into.
 *
 * @param ledger of the client, for faults that change what must hold afterwards
 * @param ledgerFile its file, to read what was promised so far
 * @param work lets more persons work when none is at work any more
 * @param limit how long it may take until something is seen of a fault
 */
public record Scene(World world, Ledger ledger, Path ledgerFile, Runnable work, Duration limit) {

    /**
     * Waits until something can be seen of the fault, or of what it needs, while persons are at work.
     *
     * @param effect in a few words, for whoever reads that it never came
     * @param seen a look that fails has not seen it
     * @throws NoEffectException when it does not come
     */
    public void await(String effect, Callable<Boolean> seen) throws InterruptedException {
        await(effect, limit, seen);
    }

    /** The same with another limit. */
    void await(String effect, Duration most, Callable<Boolean> seen) throws InterruptedException {
        boolean came = Polling.upTo(most).untilTrue(() -> {
            if (isSeen(seen)) {
                return true;
            }
            work.run();
            return false;
        });
        if (!came) {
            throw new NoEffectException("within " + most.toSeconds() + " s there was nothing of this: " + effect);
        }
    }

    private static boolean isSeen(Callable<Boolean> seen) {
        try {
            return seen.call();
        } catch (Exception e) {
            // What is broken does not answer at each look.
            return false;
        }
    }
}
