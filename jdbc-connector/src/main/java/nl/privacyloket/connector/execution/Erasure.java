package nl.privacyloket.connector.execution;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.privacyloket.connector.execution.Fate.Kind;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.held.HeldPerson;
import nl.privacyloket.connector.held.HeldPersons;
import nl.privacyloket.connector.held.HeldPersons.Reach;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.mapping.TableName;
import nl.privacyloket.connector.memory.ErasedPersons;
import nl.privacyloket.connector.memory.ErasedPersons.RetainedRecord;
import nl.privacyloket.connector.person.CommandRefusedException;
import nl.privacyloket.connector.person.IdentifiedPerson;
import nl.privacyloket.connector.person.Subject;
import nl.privacyloket.connector.rows.PersonRow;
import nl.privacyloket.connector.rows.PersonRows;
import nl.privacyloket.crypto.BlindIndex;
import nl.privacyloket.crypto.SubjectHash;

/**
 * Executes {@code erase}: deletes or writes over the rows of one person, reduces what a law keeps, and remembers where that
 * is. All in the caller's transaction, so it happens whole or not at all. Doing it again finds what is left and changes
 * nothing more.
 */
public final class Erasure {
    private final FittedMapping fitted;
    private final SubjectHash subjectHash;
    private final PersonLocator locator;
    private final BlindIndex columnHash;
    private final Clock clock;

    /** @param columnHash what keyed hashes in columns are made with */
    public Erasure(FittedMapping fitted, SubjectHash subjectHash, BlindIndex columnHash, Clock clock) {
        this.columnHash = columnHash;
        this.fitted = fitted;
        this.subjectHash = subjectHash;
        this.locator = new PersonLocator(fitted, subjectHash);
        this.clock = clock;
    }

    /**
     * Erases as instructed.
     *
     * @param connection in a transaction, which the caller rolls back to where it was when this throws
     * @param except persons whose data stay
     * @return one line per instructed category
     * @throws CommandRefusedException when the person cannot be told from somebody else, or the instructions do not fit
     *     the rows or the mapping
     * @throws SQLException when the database refuses, constraint violations included
     */
    public List<ErasedCategory> erase(
            Connection connection,
            UUID commandId,
            Subject subject,
            List<Instruction> instructions,
            List<HeldPerson> except)
            throws SQLException {
        Map<String, List<Instruction>> byCategory =
                instructions.stream().collect(Collectors.groupingBy(Instruction::category));
        if (!fitted.mapping().categories().containsAll(byCategory.keySet())) {
            throw new CommandRefusedException(CommandRefusedException.UNKNOWN_CATEGORY);
        }
        LocatedPerson located = locator.locate(connection, subject, true);
        Fates fates = new Fates(located.rows(), byCategory);
        refuseHeld(connection, located, fates, except);
        fates.refuseMisfits();
        DeferredConstraints.change(connection, () -> change(connection, located.rows(), fates));
        remember(connection, commandId, subject, located, fates);
        return count(byCategory, located.rows(), fates);
    }

    /** Whoever's rows they are; also when rows that stay would lose the row that says whose they are. */
    private void refuseHeld(Connection connection, LocatedPerson located, Fates fates, List<HeldPerson> except)
            throws SQLException {
        HeldPersons held = HeldPersons.read(connection, fitted, locator.finder(), except);
        if (held.isEmpty()) {
            return;
        }
        for (MappedTable table : fitted.parentsFirst()) {
            List<String> keys = located.rows().of(table).stream()
                    .filter(fates::touches)
                    .map(PersonRow::key)
                    .toList();
            if (!held.kept(connection, table, keys, Reach.ROW).isEmpty()) {
                throw new CommandRefusedException(CommandRefusedException.HELD);
            }
        }
        Set<String> touched = fates.touchedCategories();
        if (touched.stream()
                .anyMatch(category -> held.remembers(located.person().remembered(), category))) {
            throw new CommandRefusedException(CommandRefusedException.HELD);
        }
    }

    private void change(Connection connection, PersonRows rows, Fates fates) throws SQLException {
        RowChanges changes = new RowChanges(fitted, connection, columnHash);
        // What stays lets go first, so that nothing refers to what goes.
        for (MappedTable table : fitted.deleteOrder()) {
            changes.update(table, fates.of(rows.of(table), Kind.RETAIN), table.onRetain());
            List<PersonRow> erased = fates.of(rows.of(table), Kind.ERASE);
            if (table.deletes()) {
                changes.detach(table, erased);
            } else {
                changes.update(table, erased, table.anonymise());
            }
        }
        for (MappedTable table : fitted.deleteOrder()) {
            if (table.deletes()) {
                changes.delete(table, fates.of(rows.of(table), Kind.ERASE));
            }
        }
    }

    private void remember(Connection connection, UUID commandId, Subject subject, LocatedPerson located, Fates fates)
            throws SQLException {
        IdentifiedPerson person = located.person();
        Map<TableName, List<String>> gone = new LinkedHashMap<>();
        for (MappedTable table : fitted.deleteOrder()) {
            gone.put(
                    table.name(),
                    fates.of(located.rows().of(table), Kind.ERASE).stream()
                            .map(PersonRow::key)
                            .toList());
        }
        ErasedPersons.release(connection, gone);
        Instant now = clock.instant();
        List<RetainedRecord> retained = located.rows()
                .records()
                .filter(row -> fates.of(row).kind() == Kind.RETAIN)
                .map(row -> new RetainedRecord(
                        row.table().name(),
                        row.key(),
                        row.table().category(),
                        fates.of(row).until()))
                .toList();
        UUID remembered = null;
        if (person.isLive()) {
            remembered = ErasedPersons.remember(connection, subject.requestId(), commandId, person.hashes(), now);
        } else if (!retained.isEmpty()) {
            remembered =
                    ErasedPersons.rememberAgain(connection, subject.requestId(), commandId, person.remembered(), now);
        }
        if (remembered != null) {
            ErasedPersons.retain(connection, remembered, retained, now);
        }
    }

    private static List<ErasedCategory> count(Map<String, List<Instruction>> byCategory, PersonRows rows, Fates fates) {
        Map<String, ErasedCategory> counts = new TreeMap<>();
        byCategory.keySet().forEach(category -> counts.put(category, new ErasedCategory(category, 0, 0, 0)));
        rows.records()
                .filter(row -> byCategory.containsKey(row.table().category()))
                .forEach(row -> {
                    boolean erases = fates.of(row).kind() == Kind.ERASE;
                    boolean deletes = row.table().deletes();
                    counts.computeIfPresent(
                            row.table().category(),
                            (category, count) ->
                                    count.plus(erases && deletes ? 1 : 0, erases && !deletes ? 1 : 0, erases ? 0 : 1));
                });
        return new ArrayList<>(counts.values());
    }

    /** The fate of each row: that of its record. */
    private static final class Fates {
        private final Map<PersonRow, Fate> fates = new IdentityHashMap<>();

        Fates(PersonRows rows, Map<String, List<Instruction>> byCategory) {
            rows.all().forEach(row -> {
                PersonRow record = row.record();
                fates.put(
                        row, Fate.of(byCategory.getOrDefault(record.table().category(), List.of()), record.ownStart()));
            });
        }

        Fate of(PersonRow row) {
            return fates.get(row);
        }

        List<PersonRow> of(List<PersonRow> rows, Kind kind) {
            return rows.stream().filter(row -> of(row).kind() == kind).toList();
        }

        void refuseMisfits() {
            fates.forEach((row, fate) -> {
                if (fate.kind() == Kind.RETAIN && !row.table().retainable()) {
                    throw new CommandRefusedException(CommandRefusedException.CANNOT_RETAIN);
                }
                if (fate.kind() == Kind.UNTOUCHED
                        && losesParent(row)
                        && row.parent().table().deletes()) {
                    throw new CommandRefusedException(CommandRefusedException.INSTRUCTIONS_INCOMPLETE);
                }
            });
        }

        private boolean losesParent(PersonRow row) {
            return row.parent() != null && of(row.parent()).kind() == Kind.ERASE;
        }

        /** Whether the row changes, or anything that it hangs under goes. */
        boolean touches(PersonRow row) {
            boolean touched = of(row).kind() != Kind.UNTOUCHED;
            for (PersonRow above = row.parent(); above != null && !touched; above = above.parent()) {
                touched = of(above).kind() == Kind.ERASE;
            }
            return touched;
        }

        /** Categories of which something changes, or is cut from the person. */
        Set<String> touchedCategories() {
            Set<String> categories = new TreeSet<>();
            fates.forEach((row, fate) -> {
                if (fate.kind() != Kind.UNTOUCHED || losesParent(row)) {
                    categories.add(row.record().table().category());
                }
            });
            return categories;
        }
    }
}
