package nl.privacyloket.connector.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All mappings of one connector: a directory with a {@code .yaml} file per data system. */
public final class MappingDirectory {
    private MappingDirectory() {}

    /**
     * Reads every {@code *.yaml} and {@code *.yml} in the directory, in the order of their names.
     *
     * @param environment values for placeholders
     * @param problems gets everything that is wrong in any of them; a directory without mappings is a problem too
     * @return those that can be read
     */
    public static List<SystemMapping> read(
            Path directory, Map<String, String> environment, List<MappingProblem> problems) {
        List<SystemMapping> mappings = new ArrayList<>();
        MappingFile reader = new MappingFile(environment);
        List<Path> files = files(directory, problems);
        for (Path file : files) {
            try {
                mappings.add(reader.read(file));
            } catch (MappingRefusedException e) {
                problems.addAll(e.problems());
            }
        }
        problems.addAll(clashes(mappings));
        return List.copyOf(mappings);
    }

    private static List<Path> files(Path directory, List<MappingProblem> problems) {
        try (Stream<Path> all = Files.list(directory)) {
            List<Path> files = all.filter(file ->
                            file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                problems.add(new MappingProblem(directory.toString(), "", "holds no mapping (*.yaml)"));
            }
            return files;
        } catch (IOException e) {
            problems.add(new MappingProblem(directory.toString(), "", "is not a directory that can be read"));
            return List.of();
        }
    }

    private static List<MappingProblem> clashes(List<SystemMapping> mappings) {
        List<MappingProblem> problems = new ArrayList<>();
        Map<String, String> systems = new HashMap<>();
        Map<String, String> schemas = new HashMap<>();
        for (SystemMapping mapping : mappings) {
            String other = systems.putIfAbsent(mapping.system(), mapping.file());
            if (other != null) {
                problems.add(new MappingProblem(mapping.file(), "system", "is also mapped by " + other));
            }
            String schema = mapping.database().url() + " " + mapping.database().connectorSchema();
            String user = schemas.putIfAbsent(schema, mapping.file());
            if (user != null) {
                problems.add(new MappingProblem(
                        mapping.file(),
                        "database.connectorSchema",
                        "is used by " + user + "; each system has its own"));
            }
        }
        return problems;
    }
}
