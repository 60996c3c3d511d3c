package nl.privacyloket.stack;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import nl.privacyloket.stack.layout.StackDirectory;
import nl.privacyloket.stack.layout.StackPorts;

/**
 * What a stack is started with.
 *
 * @param project the root of a checkout, whose modules are built when the services are to run
 * @param directory where data, keys and logs stay
 * @param ports where everything listens
 * @param today the day from which the ages of new sample data count
 */
public record StackOptions(Path project, StackDirectory directory, StackPorts ports, LocalDate today) {

    public StackOptions {
        project = project.toAbsolutePath().normalize();
    }

    /** The stack of a checkout: {@code .local} and the documented ports. */
    public static StackOptions of(Path project) {
        return new StackOptions(
                project,
                new StackDirectory(project.resolve(".local")),
                StackPorts.documented(),
                LocalDate.now(ZoneId.of("Europe/Amsterdam")));
    }

    public StackOptions in(Path directory) {
        return new StackOptions(project, new StackDirectory(directory), ports, today);
    }

    public StackOptions on(StackPorts otherPorts) {
        return new StackOptions(project, directory, otherPorts, today);
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
