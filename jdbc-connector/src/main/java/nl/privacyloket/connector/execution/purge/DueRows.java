package nl.privacyloket.connector.execution.purge;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.connector.catalogue.CatalogueColumn;
import nl.privacyloket.connector.catalogue.CatalogueColumn.Family;
import nl.privacyloket.connector.execution.Replacements;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.mapping.TableName;

/**
 * The records of a table that started before a day and are not as asked yet, as a condition on row {@code t}. A record
 * without a start date, or with one that is no day, is never among them.
 *
 * @param table the table
 * @param column its start column, to order by
 * @param sql the condition
 * @param parameters of the condition
 */
record DueRows(MappedTable table, CatalogueColumn column, String sql, List<Object> parameters) {

    static DueRows of(FittedMapping fitted, MappedTable table, LocalDate startedBefore, PurgeAction action) {
        CatalogueColumn column = fitted.column(table, table.startedOn());
        String name = "t." + TableName.quote(column.name());
        List<Object> parameters = new ArrayList<>();
        List<String> conditions = new ArrayList<>();
        conditions.add("isfinite(" + name + ")");
        if (column.family() == Family.INSTANT) {
            String zone = "'" + fitted.mapping().zone().getId().replace("'", "''") + "'";
            // The first comparison is for an index; the second says on which day it was there, also when clocks change
            // at
            // midnight.
            conditions.add(name + " < (?::date::timestamp AT TIME ZONE " + zone + ") + interval '3 hours'");
            conditions.add("(" + name + " AT TIME ZONE " + zone + ")::date < ?::date");
            parameters.add(startedBefore.toString());
            parameters.add(startedBefore.toString());
        } else {
            conditions.add(name + " < ?::date");
            parameters.add(startedBefore.toString());
        }
        conditions.add(pending(fitted, table, action, parameters));
        return new DueRows(table, column, String.join(" AND ", conditions), parameters);
    }

    /** The condition that a row is not as asked yet. */
    static String pending(FittedMapping fitted, MappedTable table, PurgeAction action, List<Object> parameters) {
        return action.deletes(table) || !action.isPossible(table)
                ? "true"
                : Replacements.pending(fitted, table, action.changes(table), parameters);
    }
}
