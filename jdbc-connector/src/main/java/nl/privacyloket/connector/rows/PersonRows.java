package nl.privacyloket.connector.rows;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.mapping.TableName;

/** All rows of one person, by table; a row appears once, however many ways lead to it. */
public final class PersonRows {
    private final Map<TableName, Map<String, PersonRow>> rows = new LinkedHashMap<>();

    private final int limit;
    private int count;

    /** @param limit how many there may be */
    PersonRows(int limit) {
        this.limit = limit;
    }

    void addIfAbsent(PersonRow row) {
        PersonRow before = rows.computeIfAbsent(row.table().name(), table -> new LinkedHashMap<>())
                .putIfAbsent(row.key(), row);
        if (before == null && ++count > limit) {
            throw new TooManyRowsException();
        }
    }

    /** Rows of a table, in the order in which they were found. */
    public List<PersonRow> of(MappedTable table) {
        Map<String, PersonRow> found = rows.get(table.name());
        return found == null ? List.of() : new ArrayList<>(found.values());
    }

    /** Every row. */
    public Stream<PersonRow> all() {
        return rows.values().stream().map(Map::values).flatMap(Collection::stream);
    }

    /** Rows that count as holdings. */
    public Stream<PersonRow> records() {
        return all().filter(PersonRow::isRecord);
    }
}
