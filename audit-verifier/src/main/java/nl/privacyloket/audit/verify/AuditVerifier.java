package nl.privacyloket.audit.verify;

import java.io.PrintWriter;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program. */
@Command(
        name = "audit-verifier",
        mixinStandardHelpOptions = true,
        version = "audit-verifier 0.1",
        description = "Tells from what was published, and public keys, whether audit logs are complete and unaltered.",
        subcommands = {VerifyCommand.class, ArchiveCommand.class})
public final class AuditVerifier implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Runs the program and ends the JVM with {@link AuditVerdict#exitCode()}. */
    public static void main(String[] arguments) {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        System.exit(run(
                new PrintWriter(System.out, true), new PrintWriter(System.err, true), Clock.systemUTC(), arguments));
    }

    /**
     * Runs the program in this JVM.
     *
     * @param clock tells what is fresh
     * @return 0 complete and unaltered, 1 tampered with or incomplete, 2 cannot be judged
     */
    public static int run(PrintWriter out, PrintWriter err, Clock clock, String... arguments) {
        CommandLine program = new CommandLine(new AuditVerifier(), new ClockFactory(clock))
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    err.println(
                            e instanceof UnusableInputException
                                    ? "Cannot be judged: " + e.getMessage() + "."
                                    : "Cannot be judged: " + e);
                    return AuditVerdict.UNJUDGED;
                });
        try {
            return program.execute(arguments);
        } catch (Error e) {
            // It would end the JVM with 1, which accuses somebody.
            err.println("Cannot be judged: " + e);
            return AuditVerdict.UNJUDGED;
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What is to be done? verify or archive");
    }

    /** Hands the clock to the commands. */
    private record ClockFactory(Clock clock) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (type == VerifyCommand.class) {
                return type.cast(new VerifyCommand(clock));
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
