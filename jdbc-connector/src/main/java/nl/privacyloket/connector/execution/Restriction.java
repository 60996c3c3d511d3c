package nl.privacyloket.connector.execution;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import nl.privacyloket.connector.execution.RestrictedCategory.Outcome;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.mapping.ColumnChanges;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.mapping.PurposeChange;
import nl.privacyloket.connector.person.CommandRefusedException;
import nl.privacyloket.connector.person.Subject;
import nl.privacyloket.connector.rows.PersonRow;
import nl.privacyloket.connector.rows.PersonRows;
import nl.privacyloket.crypto.SubjectHash;

/**
 * Executes {@code restrict}: marks the rows of one person as not to be used, altogether or for one purpose, or frees them
 * again. All in the caller's transaction. Rows that a law keeps after an erasure count too.
 */
public final class Restriction {
    private final FittedMapping fitted;
    private final PersonLocator locator;

    public Restriction(FittedMapping fitted, SubjectHash subjectHash) {
        this.fitted = fitted;
        this.locator = new PersonLocator(fitted, subjectHash);
    }

    /**
     * Restricts the use of the person's rows.
     *
     * @param categories of the policy; empty for all that the mapping has
     * @return one line per category
     * @throws CommandRefusedException when the person cannot be told from somebody else, or the mapping has no such
     *     category
     */
    public List<RestrictedCategory> restrict(Connection connection, Subject subject, Collection<String> categories)
            throws SQLException {
        return mark(connection, subject, categories, MappedTable::onRestrict);
    }

    /** As {@link #restrict}, the other way round. */
    public List<RestrictedCategory> lift(Connection connection, Subject subject, Collection<String> categories)
            throws SQLException {
        return mark(connection, subject, categories, MappedTable::onLift);
    }

    private List<RestrictedCategory> mark(
            Connection connection,
            Subject subject,
            Collection<String> categories,
            Function<MappedTable, ColumnChanges> changes)
            throws SQLException {
        List<String> known = fitted.mapping().categories();
        if (!known.containsAll(categories)) {
            throw new CommandRefusedException(CommandRefusedException.UNKNOWN_CATEGORY);
        }
        PersonRows rows = locator.locate(connection, subject, true).rows();
        RowChanges writing = new RowChanges(fitted, connection);
        List<RestrictedCategory> restricted = new ArrayList<>();
        for (String category : categories.isEmpty() ? known : new TreeSet<>(categories)) {
            List<MappedTable> tables = tablesOf(category);
            for (MappedTable table : tables) {
                writing.update(table, rows.of(table), changes.apply(table));
            }
            restricted.add(outcome(category, tables, rows));
        }
        return restricted;
    }

    /** Parts of a record are restricted with it; what counts is whether each record can be. */
    private RestrictedCategory outcome(String category, List<MappedTable> tables, PersonRows rows) {
        boolean unsupported = false;
        int done = 0;
        int left = 0;
        for (MappedTable table : tables) {
            int records =
                    (int) rows.of(table).stream().filter(PersonRow::isRecord).count();
            if (table.isRestrictable()) {
                done += records;
            } else {
                left += records;
                unsupported |= !fitted.mapping().isPart(table);
            }
        }
        return left > 0 || unsupported
                ? new RestrictedCategory(category, left, Outcome.UNSUPPORTED)
                : new RestrictedCategory(category, done, Outcome.DONE);
    }

    /**
     * Takes the person's rows out of use for one purpose.
     *
     * @param categories of the policy; empty for all in which the purpose is mapped
     * @return one line per category in which the purpose is mapped; empty when it is not mapped at all
     * @throws CommandRefusedException when the person cannot be told from somebody else
     */
    public List<RestrictedCategory> stopUsingFor(
            Connection connection, Subject subject, String purpose, Collection<String> categories) throws SQLException {
        PersonRows rows = locator.locate(connection, subject, true).rows();
        RowChanges writing = new RowChanges(fitted, connection);
        List<RestrictedCategory> restricted = new ArrayList<>();
        for (String category : fitted.mapping().categories()) {
            List<MappedTable> tables = tablesOf(category).stream()
                    .filter(table -> table.purposes().containsKey(purpose))
                    .toList();
            if (tables.isEmpty() || !(categories.isEmpty() || categories.contains(category))) {
                continue;
            }
            int changed = 0;
            for (MappedTable table : tables) {
                PurposeChange change = table.purposes().get(purpose);
                List<PersonRow> affected = writing.matching(table, rows.of(table), change.where());
                writing.update(table, affected, change.set());
                changed += affected.size();
            }
            restricted.add(new RestrictedCategory(category, changed, Outcome.DONE));
        }
        return restricted;
    }

    private List<MappedTable> tablesOf(String category) {
        return fitted.parentsFirst().stream()
                .filter(table -> table.category().equals(category))
                .toList();
    }
}
