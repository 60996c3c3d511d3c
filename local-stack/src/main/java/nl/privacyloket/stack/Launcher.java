package nl.privacyloket.stack;

import java.nio.file.Path;
import java.util.List;
import nl.privacyloket.stack.launch.Commands;

/** The program behind {@code ./run}: see {@code ./run help}. */
public final class Launcher {

    private Launcher() {}

    /** The working directory is the root of a checkout. */
    public static void main(String[] words) {
        System.exit(new Commands(Path.of("").toAbsolutePath(), System.out, System.err).run(List.of(words)));
    }
}
