package nl.privacyloket.faults;

import picocli.CommandLine;

/** The program behind {@code ./run faults}. */
public final class FaultsProgram {
    private FaultsProgram() {}

    /** The working directory is the root of a checkout. */
    public static void main(String[] words) {
        Thread.setDefaultUncaughtExceptionHandler(FaultsProgram::ended);
        System.exit(new CommandLine(new FaultsCommand(System.out)).execute(words));
    }

    /** The mail server's threads end so when a connection is cut, which is what some faults do. */
    private static void ended(Thread thread, Throwable cause) {
        if (!thread.getName().startsWith("smtp:")) {
            System.err.print("in thread " + thread.getName() + ": ");
            cause.printStackTrace();
        }
    }
}
