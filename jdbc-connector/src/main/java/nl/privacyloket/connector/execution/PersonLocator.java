package nl.privacyloket.connector.execution;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
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
import nl.privacyloket.connector.rows.RowSession;
import nl.privacyloket.crypto.SubjectHash;

/** Finds a person and every row of theirs: the same way for every command, so that all of them mean the same rows. */
final class PersonLocator {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final ZoneId zone;
    private final PersonFinder finder;
    private final RowCollector collector;

    PersonLocator(FittedMapping fitted, SubjectHash subjectHash) {
        this.zone = fitted.mapping().zone();
        this.finder = new PersonFinder(fitted, subjectHash);
        this.collector = new RowCollector(fitted);
    }

    /** Finds people by single identifiers too. */
    PersonFinder finder() {
        return finder;
    }

    /** @throws CommandRefusedException when the person cannot be told from somebody else */
    LocatedPerson locate(Connection connection, Subject subject, boolean lock) throws SQLException {
        RowSession.useZone(connection, zone);
        if (lock) {
            RowSession.waitForLocks(connection, LONGEST_WAIT);
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
