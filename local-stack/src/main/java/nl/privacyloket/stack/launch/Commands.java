package nl.privacyloket.stack.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import nl.privacyloket.crypto.CertificateVerifier;
import nl.privacyloket.stack.RunRecord;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.StackException;
import nl.privacyloket.stack.StackOptions;
import nl.privacyloket.stack.Stopwatch;
import nl.privacyloket.stack.TemporaryDirectory;
import nl.privacyloket.stack.demo.Demo;
import nl.privacyloket.stack.layout.StackAddresses;
import nl.privacyloket.stack.layout.StackPorts;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.oidc.StaffClaims;
import nl.privacyloket.stack.oidc.TokenRequests;
import nl.privacyloket.stack.register.SystemRegistration;
import nl.privacyloket.stack.sample.SampleSystem;

/** Does what the command line asks. */
public final class Commands {

    private static final Duration REGISTRATION_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final Path project;
    private final PrintStream out;
    private final PrintStream err;

    /** @param project the root of a checkout */
    public Commands(Path project, PrintStream out, PrintStream err) {
        this.project = project;
        this.out = out;
        this.err = err;
    }

    /** Runs a command and returns the exit code: 0 when all went well, 1 when not, 2 when the command is not understood. */
    public int run(List<String> words) {
        try {
            if (!words.isEmpty() && words.get(0).equals("verify-audit")) {
                return new AuditCommand(project, out, err).run(words.subList(1, words.size()));
            }
            CommandLine line = CommandLine.parse(words);
            return run(line);
        } catch (StackException e) {
            err.println(e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        } catch (Exception e) {
            err.println(e.getMessage() == null ? e.toString() : e.getMessage());
            return 1;
        }
    }

    private int run(CommandLine line) throws Exception {
        StackOptions options = line.options(project);
        switch (line.command()) {
            case "start" -> new StackRun(options, out).services();
            case "infra" -> new StackRun(options, out).infrastructure();
            case "demo" -> demo(options);
            case "register" -> register(options);
            case "token" -> token(line, options);
            case "verify-certificate" -> {
                return verifyCertificate(line, options);
            }
            case "stop" -> stop(options);
            case "reset" -> reset(options);
            case "help" -> out.print(help());
            default -> {
                err.println("There is no command " + line.command() + ".");
                err.print(help());
                return 2;
            }
        }
        return 0;
    }

    private void demo(StackOptions options) throws Exception {
        Stopwatch watch = Stopwatch.started();
        Optional<StackPorts> running = RunRecord.ports(options.directory());
        if (running.isPresent()) {
            LaunchLog.silence();
            out.println("Using the stack that runs here already");
            new Demo(new StackAddresses(running.get()), options.directory(), out).run();
        } else {
            new StackRun(options, out)
                    .during(Stack::start, stack -> new Demo(stack.addresses(), options.directory(), out).run());
        }
        out.printf(Locale.ROOT, "%nEverything is as it should be, after %.1f s%n", watch.millis() / 1000.0);
    }

    private void register(StackOptions options) throws IOException, InterruptedException {
        LaunchLog.silence();
        StackPorts ports = RunRecord.ports(options.directory())
                .orElseThrow(() -> new StackException("Nothing runs here. Start it first: ./run infra"));
        SystemRegistration registration = new SystemRegistration(new StackAddresses(ports), options.directory());
        for (SampleSystem system : SampleSystem.values()) {
            registration.register(system, REGISTRATION_LIMIT);
            out.println("Registered " + system.id() + ".");
        }
    }

    private void token(CommandLine line, StackOptions options) throws IOException, InterruptedException {
        int words = line.arguments().size();
        if (words != 2 && words != 3) {
            throw new StackException(
                    "Which role, at which organisation? For example: ./run token privacy-officer prifora."
                            + " With an extra factor: ./run token privacy-officer pinkweb gold");
        }
        LaunchLog.silence();
        // A stack with data elsewhere, or a port offset, is found by what was typed; otherwise by what runs here.
        StackPorts ports = line.portOffset() != null
                ? options.ports()
                : RunRecord.ports(options.directory()).orElse(options.ports());
        String issuer = new StackAddresses(ports).issuerUrl();
        StaffClaims claims = StaffClaims.of(
                        line.arguments().get(0), line.arguments().get(1))
                .authenticated(words == 3 ? line.arguments().get(2) : null);
        try {
            out.println(new TokenRequests(issuer).token(claims));
        } catch (IOException e) {
            throw new StackException("Nobody gives tokens at " + issuer + ". Start the stack first: ./run", e);
        }
    }

    private int verifyCertificate(CommandLine line, StackOptions options) {
        if (line.arguments().size() != 1) {
            err.println("Which certificate? For example: ./run verify-certificate certificate.json");
            return 2;
        }
        LaunchLog.silence();
        // The script changes to the checkout; what was typed is meant from where it was typed.
        Path from = Path.of(System.getProperty("privacyloket.called-from", ""));
        Path keys = line.keys() == null
                ? options.directory().certificateKeys(StackService.RETENTION)
                : from.resolve(line.keys());
        return CertificateVerifier.check(from.resolve(line.arguments().get(0)), keys, out, err);
    }

    private void stop(StackOptions options) throws InterruptedException, ExecutionException {
        LaunchLog.silence();
        Optional<ProcessHandle> running = RunRecord.running(options.directory());
        if (running.isEmpty()) {
            // A killed run leaves its services and its PostgreSQL.
            RunRecord.take(options.directory()).close();
            out.println("Nothing runs here.");
            return;
        }
        running.get().destroy();
        try {
            running.get().onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new StackException("Process " + running.get().pid() + " does not stop", e);
        }
        out.println("Stopped.");
    }

    private void reset(StackOptions options) throws InterruptedException {
        LaunchLog.silence();
        RunRecord.take(options.directory()).close();
        TemporaryDirectory.delete(options.directory().root());
        out.println("Cleared " + options.directory().root() + ".");
    }

    private static String help() throws IOException {
        try (InputStream in = Commands.class.getResourceAsStream("/run-help.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
