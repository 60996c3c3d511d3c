package nl.privacyloket.connector.mapping;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One table that holds rows of persons.
 *
 * @param name table
 * @param category category of the policy that the rows belong to
 * @param key columns that name one row; empty when the primary key does
 * @param startedOn column from which the term of a row counts; {@code null} when it follows its parent or has none
 * @param startTrigger the trigger of the policy that this column is the date of; {@code null} when it counts for any
 * @param columns columns shown on access; empty for all
 * @param hidden columns never shown, such as password hashes
 * @param identifiers columns by which a person is found here, by identifier type
 * @param parent the row that this one hangs under; {@code null} when found by identifiers alone
 * @param detach own foreign-key columns made NULL before deletion, to break a circle
 * @param anonymise what erasure writes over the row instead of deleting it; {@code null} when it deletes
 * @param onRetain what is written over a row that the law keeps
 * @param onAnonymise what is written over a row that is to be anonymised rather than erased; empty when the mapping does
 *     not say
 * @param retainable whether a row can be kept when the person goes
 * @param fields columns that a correction writes, by the field of the policy
 * @param onRestrict what is written over a row whose use is restricted; empty when that cannot be
 * @param onLift what is written over it when the restriction ends
 * @param purposes what is written over a row that may no longer be used for a purpose, by the purpose of the policy
 */
public record MappedTable(
        TableName name,
        String category,
        List<String> key,
        String startedOn,
        String startTrigger,
        List<String> columns,
        List<String> hidden,
        Map<String, IdentifierColumn> identifiers,
        ParentLink parent,
        List<String> detach,
        ColumnChanges anonymise,
        ColumnChanges onRetain,
        ColumnChanges onAnonymise,
        boolean retainable,
        Map<String, String> fields,
        ColumnChanges onRestrict,
        ColumnChanges onLift,
        Map<String, PurposeChange> purposes) {

    /** Whether the start date of its rows is what a rule with this trigger counts from. */
    public boolean startsBy(String trigger) {
        return startedOn != null && (startTrigger == null || trigger == null || startTrigger.equals(trigger));
    }

    /** Whether erasure removes the row, rather than writing over it. */
    public boolean deletes() {
        return anonymise == null;
    }

    /** What is written over a row that is to be anonymised; empty when the mapping does not say. */
    public ColumnChanges anonymised() {
        return anonymise == null ? onAnonymise : anonymise;
    }

    /** Whether the use of its rows can be restricted. */
    public boolean isRestrictable() {
        return !onRestrict.isEmpty();
    }

    /** The parent link, if there is one. */
    public Optional<ParentLink> parentLink() {
        return Optional.ofNullable(parent);
    }
}
