package nl.privacyloket.connector.mapping;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How one data system's tables hold persons: the content of one mapping file.
 *
 * @param file name of the file, for messages
 * @param system id of the data system, also topic segment and name that commands are sealed to
 * @param organisation controller whose commands are accepted
 * @param zone zone in which an instant becomes a start date
 * @param anchor identifier type that the organisation confirms; all others must agree with it
 * @param database where the data are
 * @param keysDirectory folder of this system's keys; relative to the connector's keys directory
 * @param tables tables in the order of the file
 * @param digest of the file's text, 32 hexadecimal digits: another mapping has another
 */
public record SystemMapping(
        String file,
        String system,
        String organisation,
        ZoneId zone,
        String anchor,
        DatabaseSettings database,
        String keysDirectory,
        Map<TableName, MappedTable> tables,
        String digest) {

    /** Categories that this system holds, sorted. */
    public List<String> categories() {
        TreeSet<String> categories = new TreeSet<>();
        tables.values().forEach(table -> categories.add(table.category()));
        return List.copyOf(categories);
    }

    /** The table that a mapped table hangs under. */
    public Optional<MappedTable> parentOf(MappedTable table) {
        return table.parentLink().map(link -> tables.get(link.table()));
    }

    /**
     * Whether a row of this table is part of its parent's record: it has the same category and no start date of its own, so
     * it comes and goes with the parent. Every other row is a record: the unit that holdings are counted in.
     */
    public boolean isPart(MappedTable table) {
        return table.startedOn() == null
                && parentOf(table)
                        .filter(parent -> parent.category().equals(table.category()))
                        .isPresent();
    }

    /** The table as it is named in the file: without the schema when that is the mapping's own. */
    public String label(TableName table) {
        return table.schema().equals(database.schema()) ? table.name() : table.toString();
    }
}
