package nl.privacyloket.connector.execution;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.mapping.SystemMapping;
import nl.privacyloket.connector.mapping.TableName;
import nl.privacyloket.connector.memory.ErasedPersons;
import nl.privacyloket.connector.person.CommandRefusedException;
import nl.privacyloket.connector.person.IdentifiedPerson;
import nl.privacyloket.connector.person.PersonFinder;
import nl.privacyloket.connector.person.Subject;
import nl.privacyloket.connector.rows.PersonRows;
import nl.privacyloket.connector.rows.RowCollector;
import nl.privacyloket.connector.rows.RowSession;
import nl.privacyloket.crypto.SubjectHash;

/** Finds a person and every row of theirs: the same way for every command, so that all of them mean the same rows. */
final class PersonLocator {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final SystemMapping mapping;
    private final PersonFinder finder;
    private final RowCollector collector;

    PersonLocator(FittedMapping fitted, SubjectHash subjectHash) {
        this.mapping = fitted.mapping();
        this.finder = new PersonFinder(fitted, subjectHash);
        this.collector = new RowCollector(fitted);
    }

    /** Finds people by single identifiers too. */
    PersonFinder finder() {
        return finder;
    }

    /**
     * Finds them.
     *
     * @throws CommandRefusedException when the person cannot be told from somebody else
     * @throws IllegalStateException when a row is found that cannot be reached by its key
     */
    LocatedPerson locate(Connection connection, Subject subject, boolean lock) throws SQLException {
        RowSession.useZone(connection, mapping.zone());
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
        PersonRows rows = collector.collect(connection, seeds, lock);
        if (!absent(person, rows).isEmpty()) {
            requireGone(absent(person, rows), finder.find(connection, subject));
        }
        return new LocatedPerson(person, rows);
    }

    private Map<TableName, Set<String>> absent(IdentifiedPerson person, PersonRows rows) {
        Map<TableName, Set<String>> absent = new HashMap<>();
        person.rows().forEach((table, keys) -> {
            Set<String> left = new LinkedHashSet<>(keys);
            rows.of(mapping.tables().get(table)).forEach(row -> left.remove(row.key()));
            if (!left.isEmpty()) {
                absent.put(table, left);
            }
        });
        return absent;
    }

    /** Whoever deleted a row meanwhile did what is asked; a row that is there and cannot be reached was not seen to. */
    private static void requireGone(Map<TableName, Set<String>> absent, IdentifiedPerson now) {
        absent.forEach((table, keys) -> {
            if (!Collections.disjoint(now.rows().getOrDefault(table, List.of()), keys)) {
                throw new IllegalStateException("a row of " + table + " was found and cannot be reached by its key");
            }
        });
    }
}
