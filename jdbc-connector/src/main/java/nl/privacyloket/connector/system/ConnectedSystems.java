package nl.privacyloket.connector.system;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.privacyloket.connector.command.Answer;
import nl.privacyloket.connector.command.CommandMeter;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.mapping.MappingDirectory;
import nl.privacyloket.connector.mapping.MappingProblem;
import nl.privacyloket.connector.mapping.MappingRefusedException;
import nl.privacyloket.connector.mapping.SystemMapping;
import nl.privacyloket.crypto.CryptoException;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.messaging.audit.AuditSequencer;
import nl.privacyloket.messaging.topic.TopicCreator;
import nl.privacyloket.messaging.topic.TopicDeclaration;

/** Every data system of one connector. */
public final class ConnectedSystems implements AutoCloseable {
    private static final int PARTITIONS = 6;
    private static final Duration COMMANDS_KEPT = Duration.ofDays(7);
    private static final Duration RESULTS_KEPT = Duration.ofDays(14);
    private static final Duration DEAD_LETTERS_ANNOUNCED_FOR = Duration.ofDays(30);

    private final List<ConnectedSystem> systems;
    private final TopicCreator topics;

    private ConnectedSystems(List<ConnectedSystem> systems, TopicCreator topics) {
        this.systems = List.copyOf(systems);
        this.topics = topics;
    }

    /**
     * Reads the mappings, opens keys and databases, and starts each system. When anything is wrong with a mapping, its keys
     * or its fit to a database that can be reached, nothing starts. A database that is away is waited for.
     *
     * @param mappings directory of mapping files
     * @param keys directory with a key folder per system
     * @param log how the audit log of each system is kept
     * @throws MappingRefusedException with everything that is wrong with any of them
     */
    public static ConnectedSystems start(
            Path mappings,
            Path keys,
            Map<String, String> environment,
            Map<String, Object> kafka,
            CommandMeter meter,
            LogKeeping log,
            Clock clock) {
        List<MappingProblem> problems = new ArrayList<>();
        Map<ConnectedSystem, FittedMapping> looked = new LinkedHashMap<>();
        for (SystemMapping mapping : MappingDirectory.read(mappings, environment, problems)) {
            try {
                KeyFolder folder = keysOf(mapping, keys);
                ConnectedSystem system = new ConnectedSystem(mapping, folder, environment, kafka, meter, log, clock);
                looked.put(system, null);
                looked.put(system, system.look());
            } catch (MappingRefusedException e) {
                problems.addAll(e.problems());
            } catch (CryptoException e) {
                problems.add(new MappingProblem(mapping.file(), "keys.directory", e.getMessage()));
            }
        }
        if (!problems.isEmpty()) {
            looked.keySet().forEach(ConnectedSystem::close);
            throw new MappingRefusedException(problems);
        }
        TopicCreator topics = new TopicCreator(kafka);
        topics.ensure(topicsOf(looked.keySet()));
        looked.forEach(ConnectedSystem::start);
        return new ConnectedSystems(new ArrayList<>(looked.keySet()), topics);
    }

    /** Whoever comes first creates a topic; the settings are those of the AsyncAPI document. */
    private static List<TopicDeclaration> topicsOf(Collection<ConnectedSystem> systems) {
        List<TopicDeclaration> topics = new ArrayList<>();
        topics.add(TopicDeclaration.keptFor(Answer.TOPIC, PARTITIONS, RESULTS_KEPT));
        topics.add(TopicDeclaration.keptForever(AuditSequencer.TOPIC, 1));
        for (ConnectedSystem system : systems) {
            topics.add(TopicDeclaration.keptFor(
                    CommandConsumer.topic(system.mapping().system()), PARTITIONS, COMMANDS_KEPT));
            topics.add(TopicDeclaration.keptFor(system.deadLetters().topic(), 1, DEAD_LETTERS_ANNOUNCED_FOR));
        }
        return topics;
    }

    private static KeyFolder keysOf(SystemMapping mapping, Path keys) {
        KeyFolder folder = KeyFolder.at(keys.resolve(mapping.keysDirectory()));
        // Read once here, so that a key that is missing keeps the connector from starting rather than from answering.
        folder.opener(mapping.system());
        folder.subjectHash();
        folder.fieldCipher();
        folder.blindIndex();
        folder.pseudonyms();
        return folder;
    }

    /** All systems, in the order of their files. */
    public List<ConnectedSystem> all() {
        return systems;
    }

    /** Whether a topic is still to be created. */
    public boolean topicsPending() {
        return topics.pending();
    }

    /** The system of an id. */
    public Optional<ConnectedSystem> find(String system) {
        return systems.stream()
                .filter(candidate -> candidate.mapping().system().equals(system))
                .findFirst();
    }

    @Override
    public void close() {
        topics.close();
        systems.parallelStream().forEach(ConnectedSystem::close);
    }
}
