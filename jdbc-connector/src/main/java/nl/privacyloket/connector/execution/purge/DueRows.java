package nl.privacyloket.connector.execution.purge;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.connector.catalogue.CatalogueColumn;
import nl.privacyloket.connector.execution.Replacements;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.mapping.MappedTable;

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
        List<Object> parameters = new ArrayList<>();
        List<String> conditions = new ArrayList<>();
        conditions.add(fitted.dialect()
                .isBefore(column, startedBefore, fitted.mapping().zone(), parameters));
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
