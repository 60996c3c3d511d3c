package nl.privacyloket.bench.machine;

import java.io.IOException;

/** The machine's disks. */
public final class Disk {
    private Disk() {}

    /**
     * Has everything written that still waits for it, so that what is measured next does not share the disk with what came
     * before. Does nothing where there is no {@code sync}.
     */
    public static void settle() throws InterruptedException {
        try {
            new ProcessBuilder("sync").start().waitFor();
        } catch (IOException e) {
            // As noisy as it was.
        }
    }
}
