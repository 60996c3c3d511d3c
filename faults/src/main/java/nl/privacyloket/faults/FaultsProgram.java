package nl.privacyloket.faults;

import picocli.CommandLine;

/** The program behind {@code ./run faults}. */
public final class FaultsProgram {
    private FaultsProgram() {}

    /** The working directory is the root of a checkout. */
    public static void main(String[] words) {
        System.exit(new CommandLine(new FaultsCommand(System.out)).execute(words));
    }
}
