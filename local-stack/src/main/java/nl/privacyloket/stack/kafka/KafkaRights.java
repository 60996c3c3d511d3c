package nl.privacyloket.stack.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What each principal may do at Kafka: the file that operations give to {@code deploy/kafka/grant}.
 *
 * @param principals names without {@code User:}, in the order of the file
 * @param bindings the rights, as Kafka knows them
 */
public record KafkaRights(Set<String> principals, List<AclBinding> bindings) {
    private static final String EACH_SYSTEM = "{system}";
    private static final int COLUMNS = 5;

    public KafkaRights {
        principals = Set.copyOf(principals);
        bindings = List.copyOf(bindings);
    }

    /**
     * Reads the file.
     *
     * @param systems ids of the data systems, for each of which the lines with {@code {system}} hold
     * @throws IllegalArgumentException when a line is none; the message names it
     */
    public static KafkaRights read(Path file, Collection<String> systems) throws IOException {
        Set<String> principals = new LinkedHashSet<>();
        List<AclBinding> bindings = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] cells = line.split(",");
            if (cells.length != COLUMNS) {
                throw new IllegalArgumentException(file.getFileName() + " line " + number + " has not five columns");
            }
            principals.add(cells[0]);
            for (String name : cells[3].contains(EACH_SYSTEM) ? systems : List.of("")) {
                bindings.addAll(bindings(cells, cells[3].replace(EACH_SYSTEM, name)));
            }
        }
        return new KafkaRights(principals, bindings);
    }

    private static List<AclBinding> bindings(String[] cells, String name) {
        ResourcePattern resource = new ResourcePattern(
                ResourceType.fromString(word(cells[1])), name, PatternType.fromString(word(cells[2])));
        List<AclBinding> bindings = new ArrayList<>();
        for (String operation : cells[4].split(" ")) {
            bindings.add(new AclBinding(
                    resource,
                    new AccessControlEntry(
                            "User:" + cells[0],
                            "*",
                            AclOperation.fromString(word(operation)),
                            AclPermissionType.ALLOW)));
        }
        return bindings;
    }

    private static String word(String cell) {
        return cell.replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
