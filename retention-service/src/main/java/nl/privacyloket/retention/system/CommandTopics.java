package nl.privacyloket.retention.system;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import nl.privacyloket.kit.messaging.ServiceTopics;
import nl.privacyloket.messaging.topic.TopicCreator;
import nl.privacyloket.messaging.topic.TopicDeclaration;

/**
 * The topics of this service: its own facts, the results of the data systems, and for each data system one with its
 * commands. Commands hold sealed identifiers, hence their short life.
 */
@ApplicationScoped
public class CommandTopics implements ServiceTopics {
    /** Facts of this service. */
    public static final String FACTS = "privacyloket.retention.v1";

    private static final String RESULTS = "privacyloket.results.v1";
    private static final int PARTITIONS = 6;
    private static final Duration FACTS_KEPT = Duration.ofDays(14);
    private static final Duration COMMANDS_KEPT = Duration.ofDays(7);

    private final DataSource dataSource;
    private final TopicCreator creator;

    CommandTopics(DataSource dataSource, TopicCreator creator) {
        this.dataSource = dataSource;
        this.creator = creator;
    }

    /** Name of the topic with the commands for one data system. */
    static String of(String system) {
        return "privacyloket.commands." + system + ".v1";
    }

    /** Including those of the systems that are registered: a start makes up for a creation that was cut short. */
    @Override
    public List<TopicDeclaration> topics() {
        var topics = new ArrayList<>(List.of(
                TopicDeclaration.keptFor(FACTS, PARTITIONS, FACTS_KEPT),
                TopicDeclaration.keptFor(RESULTS, PARTITIONS, FACTS_KEPT)));
        try (var connection = dataSource.getConnection();
                var query = connection.prepareStatement("select id from data_system order by id");
                var rows = query.executeQuery()) {
            while (rows.next()) {
                topics.add(commands(rows.getString(1)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the data systems could not be read, SQLSTATE " + e.getSQLState(), e);
        }
        return topics;
    }

    void create(@Observes(during = TransactionPhase.AFTER_SUCCESS) SystemRegistered registered) {
        creator.ensure(List.of(commands(registered.system())));
    }

    private static TopicDeclaration commands(String system) {
        return TopicDeclaration.keptFor(of(system), PARTITIONS, COMMANDS_KEPT);
    }
}
