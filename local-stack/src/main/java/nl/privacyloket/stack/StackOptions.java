package nl.privacyloket.stack;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import nl.privacyloket.stack.layout.StackDirectory;
import nl.privacyloket.stack.layout.StackPorts;
import nl.privacyloket.stack.layout.StackService;

/**
 * What a stack is started with.
 *
 * @param project the root of a checkout, whose modules are built when the services are to run
 * @param directory where data, keys and logs stay
 * @param ports where everything listens
 * @param today the day from which the ages of new sample data count
 * @param profile what it is for
 * @param services which of them run; data systems have tables and are registered when all do
 * @param settings environment variables of every service, beside and before those that the stack gives them
 */
public record StackOptions(
        Path project,
        StackDirectory directory,
        StackPorts ports,
        LocalDate today,
        StackProfile profile,
        Set<StackService> services,
        Map<String, String> settings) {

    public StackOptions {
        project = project.toAbsolutePath().normalize();
        services = Collections.unmodifiableSet(EnumSet.copyOf(services));
        settings = Map.copyOf(settings);
    }

    /** The stack of a checkout: {@code .local} and the documented ports. */
    public static StackOptions of(Path project) {
        return new StackOptions(
                project,
                new StackDirectory(project.resolve(".local")),
                StackPorts.documented(),
                LocalDate.now(ZoneId.of("Europe/Amsterdam")),
                StackProfile.PERSON,
                EnumSet.allOf(StackService.class),
                Map.of());
    }

    public StackOptions in(Path other) {
        return new StackOptions(project, new StackDirectory(other), ports, today, profile, services, settings);
    }

    public StackOptions on(StackPorts other) {
        return new StackOptions(project, directory, other, today, profile, services, settings);
    }

    /** The same to be measured, on free ports. */
    public StackOptions forLoad() {
        return new StackOptions(project, directory, StackPorts.free(), today, StackProfile.LOAD, services, settings);
    }

    /** The same with these services alone, at least one. */
    public StackOptions only(StackService... chosen) {
        return new StackOptions(project, directory, ports, today, profile, Set.of(chosen), settings);
    }

    /** The same with one more environment variable for every service, in place of what the stack would give it. */
    public StackOptions with(String variable, String value) {
        Map<String, String> more = new HashMap<>(settings);
        more.put(variable, value);
        return new StackOptions(project, directory, ports, today, profile, services, more);
    }

    /** Whether everything runs, so that the data systems are there too. */
    boolean hasDataSystems() {
        return services.size() == StackService.values().length;
    }

    /** The policies of the organisations. */
    public Path policies() {
        return project.resolve("policies");
    }

    /** What each service and compliance may do at Kafka. */
    public Path kafkaRights() {
        return project.resolve("deploy/kafka/rights.csv");
    }

    /** The connector's mappings of the sample data systems. */
    public Path mappings() {
        return project.resolve("local-stack/src/main/resources/sample/mappings");
    }
}
