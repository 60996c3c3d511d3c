package nl.privacyloket.connector.execution.purge;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.connector.execution.DeferredConstraints;
import nl.privacyloket.connector.execution.RowChanges;
import nl.privacyloket.connector.execution.purge.PurgeFates.Left;
import nl.privacyloket.connector.execution.purge.RowOwners.Owner;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.mapping.TableName;
import nl.privacyloket.connector.memory.ErasedPersons;
import nl.privacyloket.connector.memory.ErasedPersons.RetainedRecord;
import nl.privacyloket.connector.rows.PersonRow;
import nl.privacyloket.crypto.BlindIndex;
import nl.privacyloket.crypto.SubjectHash;

/** Changes the rows of records whose term has ended, and remembers whose the rows are that lose their way to a person. */
final class PurgeChange {
    private final FittedMapping fitted;
    private final RowOwners owners;
    private final BlindIndex columnHash;
    private final UUID commandId;
    private final Clock clock;

    PurgeChange(FittedMapping fitted, SubjectHash subjectHash, BlindIndex columnHash, UUID commandId, Clock clock) {
        this.fitted = fitted;
        this.owners = new RowOwners(fitted, subjectHash);
        this.columnHash = columnHash;
        this.commandId = commandId;
        this.clock = clock;
    }

    void make(Connection connection, MappedTable seeds, PurgeFates fates, SideReferences references, PurgeAction action)
            throws SQLException {
        List<Left> left = fates.left().toList();
        Map<String, Owner> owned = left.isEmpty()
                ? Map.of()
                : owners.of(
                        connection,
                        seeds,
                        left.stream().map(one -> one.seed().key()).distinct().toList());
        DeferredConstraints.change(connection, () -> change(connection, fates, references, action));
        if (action != PurgeAction.RESTRICT) {
            Map<TableName, List<String>> gone = new LinkedHashMap<>();
            for (MappedTable table : fitted.deleteOrder()) {
                gone.put(
                        table.name(),
                        fates.going(table).stream().map(PersonRow::key).toList());
            }
            ErasedPersons.release(connection, gone);
            remember(connection, left, owned);
        }
    }

    private void change(Connection connection, PurgeFates fates, SideReferences references, PurgeAction action)
            throws SQLException {
        RowChanges changes = new RowChanges(fitted, connection, columnHash);
        // What stays lets go first, so that nothing refers to what goes.
        references.letGo(changes, fates);
        for (MappedTable table : fitted.deleteOrder()) {
            if (action != PurgeAction.RESTRICT) {
                changes.update(table, fates.lettingGo(table), table.onRetain());
            }
            if (action.deletes(table)) {
                changes.detach(table, fates.going(table));
            } else {
                changes.update(table, fates.going(table), action.changes(table));
            }
        }
        for (MappedTable table : fitted.deleteOrder()) {
            if (action.deletes(table)) {
                changes.delete(table, fates.going(table));
            }
        }
    }

    /** One person for each record: two records of the same person may as well be two, nobody will count them. */
    private void remember(Connection connection, List<Left> left, Map<String, Owner> owned) throws SQLException {
        Map<String, List<RetainedRecord>> bySeed = new LinkedHashMap<>();
        for (Left one : left) {
            if (owned.containsKey(one.seed().key())) {
                bySeed.computeIfAbsent(one.seed().key(), seed -> new ArrayList<>())
                        .add(new RetainedRecord(
                                one.row().table().name(),
                                one.row().key(),
                                one.row().table().category(),
                                null));
            }
        }
        Instant now = clock.instant();
        for (Map.Entry<String, List<RetainedRecord>> seed : bySeed.entrySet()) {
            Owner owner = owned.get(seed.getKey());
            UUID person = owner.remembered() == null
                    ? ErasedPersons.remember(connection, null, commandId, owner.hashes(), now)
                    : owner.remembered();
            ErasedPersons.retainUnlessKept(connection, person, seed.getValue(), now);
        }
    }
}
