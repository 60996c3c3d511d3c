package nl.privacyloket.connector.execution;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.mapping.TableName;
import nl.privacyloket.connector.memory.ErasedPersons;
import nl.privacyloket.connector.person.CommandRefusedException;
import nl.privacyloket.connector.person.IdentifiedPerson;
import nl.privacyloket.connector.person.PersonFinder;
import nl.privacyloket.connector.person.Subject;
import nl.privacyloket.connector.rows.RowCollector;
import nl.privacyloket.crypto.SubjectHash;

/** Finds a person and every row of theirs: the same way for every command, so that all of them mean the same rows. */
final class PersonLocator {
    private final String zone;
    private final PersonFinder finder;
    private final RowCollector collector;

    PersonLocator(FittedMapping fitted, SubjectHash subjectHash) {
        this.zone = fitted.mapping().zone().getId();
        this.finder = new PersonFinder(fitted, subjectHash);
        this.collector = new RowCollector(fitted);
    }

    /** @throws CommandRefusedException when the person cannot be told from somebody else */
    LocatedPerson locate(Connection connection, Subject subject, boolean lock) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT set_config('TimeZone', ?, true)")) {
            // Instants are written out in the session's zone: in keys, which are compared later, and to the person.
            statement.setString(1, zone);
            statement.execute();
        }
        if (lock) {
            try (Statement statement = connection.createStatement()) {
                // Who waits longer for a row of the data system gives way, and tries again later.
                statement.execute("SET LOCAL lock_timeout = '10s'");
            }
        }
        IdentifiedPerson person = finder.find(connection, subject);
        Map<TableName, Collection<String>> seeds = new HashMap<>();
        person.rows().forEach((table, keys) -> seeds.computeIfAbsent(table, name -> new LinkedHashSet<>())
                .addAll(keys));
        ErasedPersons.retained(connection, person.remembered())
                .forEach((table, keys) -> seeds.computeIfAbsent(table, name -> new LinkedHashSet<>())
                        .addAll(keys));
        return new LocatedPerson(person, collector.collect(connection, seeds, lock));
    }
}
