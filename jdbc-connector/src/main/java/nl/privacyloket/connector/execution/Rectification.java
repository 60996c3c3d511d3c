package nl.privacyloket.connector.execution;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nl.privacyloket.connector.execution.CorrectedField.Outcome;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.mapping.ColumnChanges;
import nl.privacyloket.connector.mapping.IdentifierColumn;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.mapping.TableName;
import nl.privacyloket.connector.memory.ErasedPersons;
import nl.privacyloket.connector.person.CommandRefusedException;
import nl.privacyloket.connector.person.PersonFinder;
import nl.privacyloket.connector.person.Subject;
import nl.privacyloket.connector.rows.PersonRow;
import nl.privacyloket.crypto.SubjectHash;

/**
 * Executes {@code rectify}: writes corrected fields into the rows of one person. All in the caller's transaction, so every
 * field is corrected or none is. Doing it again finds that the rows say so already.
 */
public final class Rectification {
    private final FittedMapping fitted;
    private final PersonLocator locator;
    private final PersonFinder finder;

    public Rectification(FittedMapping fitted, SubjectHash subjectHash) {
        this.fitted = fitted;
        this.locator = new PersonLocator(fitted, subjectHash);
        this.finder = new PersonFinder(fitted, subjectHash);
    }

    /**
     * Corrects the fields wherever the mapping has them.
     *
     * @param connection in a transaction, which the caller rolls back to where it was when this throws
     * @param corrections each field once
     * @return one line per correction, in their order
     * @throws CommandRefusedException when the person cannot be told from somebody else, a value does not fit its column,
     *     or a corrected identifier is somebody else's
     * @throws SQLException when the database refuses, constraint violations included
     */
    public List<CorrectedField> rectify(Connection connection, Subject subject, List<Correction> corrections)
            throws SQLException {
        LocatedPerson located = locator.locate(connection, subject, true);
        // A deferred constraint would otherwise speak up only at the commit, too late to answer the command.
        fitted.dialect().checkConstraints(connection);
        for (Correction correction : corrections) {
            for (MappedTable table : tablesWith(correction.field())) {
                CorrectedValue.requireFit(
                        connection, fitted.column(table, table.fields().get(correction.field())), correction.value());
            }
            refuseIdentifierOfAnother(connection, located, correction);
        }
        List<CorrectedField> corrected = new ArrayList<>();
        for (Correction correction : corrections) {
            corrected.add(correct(connection, located, correction));
        }
        return corrected;
    }

    private CorrectedField correct(Connection connection, LocatedPerson located, Correction correction)
            throws SQLException {
        List<MappedTable> tables = tablesWith(correction.field());
        if (tables.isEmpty()) {
            return new CorrectedField(correction.field(), 0, Outcome.UNKNOWN_FIELD, false);
        }
        RowChanges writing = new RowChanges(fitted, connection);
        int changed = 0;
        int held = 0;
        for (MappedTable table : tables) {
            String column = table.fields().get(correction.field());
            List<PersonRow> rows = located.rows().of(table);
            List<PersonRow> wrong = writing.differing(table, rows, column, correction.value());
            writing.update(table, wrong, new ColumnChanges(Map.of(column, correction.value())));
            if (!writing.differing(table, wrong, column, correction.value()).isEmpty()) {
                throw new CommandRefusedException(CommandRefusedException.ROWS_NOT_CHANGED);
            }
            changed += wrong.size();
            held += rows.size();
        }
        List<String> types = identifiersIn(correction.field()).toList();
        for (String type : types) {
            // What a law keeps of this person from before must be found by the new value too.
            ErasedPersons.know(
                    connection,
                    located.person().remembered(),
                    type,
                    finder.hashes(connection, type, correction.value()));
        }
        return changed > 0
                ? new CorrectedField(correction.field(), changed, Outcome.CHANGED, !types.isEmpty())
                : new CorrectedField(correction.field(), held, Outcome.UNCHANGED, !types.isEmpty());
    }

    /** Otherwise two persons would answer to one identifier, and the next command about one would reach the other. */
    private void refuseIdentifierOfAnother(Connection connection, LocatedPerson located, Correction correction)
            throws SQLException {
        for (String type : identifiersIn(correction.field()).toList()) {
            if (!located.person().remembered().containsAll(finder.rememberedBy(connection, type, correction.value()))) {
                throw new CommandRefusedException(CommandRefusedException.IDENTIFIER_TAKEN);
            }
            Map<TableName, List<String>> answering = finder.answering(connection, type, correction.value());
            for (Map.Entry<TableName, List<String>> table : answering.entrySet()) {
                List<String> mine = located.rows().of(fitted.mapping().tables().get(table.getKey())).stream()
                        .map(PersonRow::key)
                        .toList();
                if (!mine.containsAll(table.getValue())) {
                    throw new CommandRefusedException(CommandRefusedException.IDENTIFIER_TAKEN);
                }
            }
        }
    }

    private List<MappedTable> tablesWith(String field) {
        return fitted.parentsFirst().stream()
                .filter(table -> table.fields().containsKey(field))
                .toList();
    }

    /** The types of identifier that the field is, in any table. */
    private Stream<String> identifiersIn(String field) {
        return tablesWith(field).stream()
                .flatMap(table -> table.identifiers().values().stream()
                        .filter(identifier ->
                                identifier.column().equals(table.fields().get(field))))
                .map(IdentifierColumn::type)
                .distinct();
    }
}
