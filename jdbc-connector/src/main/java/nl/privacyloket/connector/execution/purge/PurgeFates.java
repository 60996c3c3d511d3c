package nl.privacyloket.connector.execution.purge;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.rows.PersonRow;
import nl.privacyloket.connector.rows.PersonRows;

/**
 * What happens to the rows under records whose term has ended. Parts go with their record. Other records under it are not
 * due: they let go of it, as in an erasure; where they cannot, or something in it or under it is held, the record stays.
 */
final class PurgeFates {
    private final PersonRows rows;
    private final PurgeAction action;
    private final Map<String, KeptReason> kept = new HashMap<>();
    private final Set<String> found = new HashSet<>();

    /** @param staying keys of the records that stay whatever is under them, and why */
    PurgeFates(PersonRows rows, MappedTable table, PurgeAction action, Map<String, KeptReason> staying) {
        this.rows = rows;
        this.action = action;
        rows.of(table).forEach(row -> found.add(row.key()));
        kept.putAll(staying);
        if (action != PurgeAction.RESTRICT) {
            rows.records()
                    .filter(row -> isCut(row) && !row.table().retainable())
                    .forEach(row -> kept.putIfAbsent(seed(row).key(), KeptReason.STILL_REFERENCED));
        }
    }

    private static PersonRow seed(PersonRow row) {
        return row.parent() == null ? row : seed(row.parent());
    }

    /** Whether the row directly above is deleted. */
    private boolean isCut(PersonRow row) {
        return row.parent() != null
                && isOfASeed(row.parent())
                && action.deletes(row.parent().table());
    }

    /** Whether the row is one of the records whose term has ended, or part of one. */
    static boolean isOfASeed(PersonRow row) {
        return row.record().parent() == null;
    }

    /** Why the record stays, or {@code null} when it does not. */
    KeptReason keptFor(String seedKey) {
        return kept.get(seedKey);
    }

    /** Whether the record was there and goes. */
    boolean goes(String seedKey) {
        return found.contains(seedKey) && !kept.containsKey(seedKey);
    }

    /** Whether the record that was named goes, this row or the one far above it. */
    boolean goes(PersonRow row) {
        return !kept.containsKey(seed(row).key());
    }

    /** Rows of the table that go with a record. */
    List<PersonRow> going(MappedTable table) {
        return rows.of(table).stream()
                .filter(row -> goes(row) && isOfASeed(row))
                .toList();
    }

    /** Rows of the table that stay and let go of what is deleted, with their parts. */
    List<PersonRow> lettingGo(MappedTable table) {
        return rows.of(table).stream()
                .filter(row -> goes(row) && !isOfASeed(row) && isCut(row.record()))
                .toList();
    }

    /** Records that stay while the record that they hang under, named first, goes. */
    Stream<Left> left() {
        return action == PurgeAction.RESTRICT
                ? Stream.of()
                : rows.records()
                        .filter(row -> row.parent() != null && isOfASeed(row.parent()) && goes(row))
                        .map(row -> new Left(seed(row), row));
    }

    /**
     * @param seed record that goes
     * @param row record under it that stays
     */
    record Left(PersonRow seed, PersonRow row) {}
}
