package nl.privacyloket.faults.inject;

import java.util.Random;

/** Lets time go by while something is broken: that is what a fault is about, nothing is waited for. */
final class Pause {
    private Pause() {}

    /** By chance between two numbers of milliseconds. */
    static void between(int least, int most, Random random) throws InterruptedException {
        Thread.sleep(least + random.nextInt(most - least));
    }
}
