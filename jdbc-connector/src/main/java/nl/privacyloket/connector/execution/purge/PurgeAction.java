package nl.privacyloket.connector.execution.purge;

import nl.privacyloket.connector.held.HeldPersons.Reach;
import nl.privacyloket.connector.mapping.ColumnChanges;
import nl.privacyloket.connector.mapping.MappedTable;

/** What happens to a record whose term has ended. */
public enum PurgeAction {
    /** It is deleted, or written over where the mapping says so. */
    ERASE,
    /** It is written over as the mapping says; whether that makes it anonymous is up to the mapping. */
    ANONYMISE,
    /** It is only stored from now on. */
    RESTRICT;

    /** How far below a record something that is held keeps it: a restriction leaves alone what is not part of it. */
    Reach reach() {
        return this == RESTRICT ? Reach.RECORD : Reach.TREE;
    }

    /** Whether the row itself goes. */
    boolean deletes(MappedTable table) {
        return this == ERASE && table.deletes();
    }

    /** What is written over a row that stays; nothing when the mapping does not say. */
    ColumnChanges changes(MappedTable table) {
        return switch (this) {
            case ERASE -> table.deletes() ? ColumnChanges.none() : table.anonymise();
            case ANONYMISE -> table.anonymised();
            case RESTRICT -> table.onRestrict();
        };
    }

    /** Whether records of the table can be treated so. */
    boolean isPossible(MappedTable table) {
        return deletes(table) || !changes(table).isEmpty();
    }
}
