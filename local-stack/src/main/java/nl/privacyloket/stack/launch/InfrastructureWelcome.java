package nl.privacyloket.stack.launch;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.StackOptions;
import nl.privacyloket.stack.layout.StackService;

/** Tells how to run the services by hand beside an infrastructure that has just started. */
final class InfrastructureWelcome {

    private final Stack stack;
    private final StackOptions options;
    private final PrintStream out;

    InfrastructureWelcome(Stack stack, StackOptions options, PrintStream out) {
        this.stack = stack;
        this.options = options;
        this.out = out;
    }

    void print() throws IOException {
        out.println();
        out.println("Start a service in another terminal, with live reload (needs Maven 3.9 or newer):");
        for (StackService service : StackService.values()) {
            Path file = write(service);
            out.println();
            out.println("  (. " + relative(file) + " && mvn -pl " + service.id() + " -am compile quarkus:dev)");
        }
        out.println();
        out.println(
                "The environment of each is in the file that its line reads. For " + StackService.REQUEST.id() + ":");
        out.println();
        out.print(exports(StackService.REQUEST).indent(2));
        out.println();
        out.println(
                "Received mail: " + stack.addresses().mailboxUrl() + ". A token: ./run token privacy-officer prifora");
        out.println("Ctrl-C stops everything. Data stay in " + stack.directory().root() + "; ./run reset clears them.");
    }

    private Path write(StackService service) throws IOException {
        Path file = stack.directory().root().resolve("env").resolve(service.id() + ".sh");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, exports(service));
    }

    private String exports(StackService service) {
        return stack.environment(service).entrySet().stream()
                .map(InfrastructureWelcome::export)
                .collect(Collectors.joining());
    }

    private static String export(Map.Entry<String, String> variable) {
        return "export " + variable.getKey() + "='" + variable.getValue().replace("'", "'\\''") + "'\n";
    }

    private Path relative(Path file) {
        return file.startsWith(options.project()) ? options.project().relativize(file) : file;
    }
}
