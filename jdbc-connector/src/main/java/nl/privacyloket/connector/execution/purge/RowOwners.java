package nl.privacyloket.connector.execution.purge;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.mapping.IdentifierColumn;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.mapping.TableName;
import nl.privacyloket.connector.person.PersonFinder;
import nl.privacyloket.connector.rows.Ancestry;
import nl.privacyloket.connector.rows.Ancestry.Level;
import nl.privacyloket.connector.rows.RowSql;
import nl.privacyloket.crypto.SubjectHash;

/** Whose rows are, as far as the connector may remember it: keyed hashes of the identifiers in them and above them. */
final class RowOwners {
    private final FittedMapping fitted;
    private final SubjectHash subjectHash;

    RowOwners(FittedMapping fitted, SubjectHash subjectHash) {
        this.fitted = fitted;
        this.subjectHash = subjectHash;
    }

    /** Owners by the key of the row; a row that is nobody's is left out. */
    Map<String, Owner> of(Connection connection, MappedTable table, List<String> keys) throws SQLException {
        Ancestry ancestry = Ancestry.of(fitted, table);
        List<String> columns = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (Level level : ancestry.levels()) {
            for (IdentifierColumn identifier : level.table().identifiers().values()) {
                types.add(identifier.type());
                columns.add(fitted.dialect()
                        .normalised(
                                PersonFinder.remembering(fitted, identifier.type()),
                                fitted.dialect().text(level.alias() + "." + TableName.quote(identifier.column()))));
            }
        }
        String remembered = ancestry.levels().stream()
                .map(level -> "(SELECT m.person_id FROM retained_record m WHERE m.table_name = ? AND m.row_key = "
                        + RowSql.key(fitted, level.table(), level.alias()) + ")")
                .collect(Collectors.joining(", ", "coalesce(", ")"));
        String sql = "SELECT " + RowSql.keyText(fitted, table, Ancestry.SELF) + ", " + remembered
                + columns.stream().map(column -> ", " + column).collect(Collectors.joining())
                + " FROM " + RowSql.named(fitted, table) + ancestry.joins();
        Map<String, Owner> owners = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int parameter = 1;
            for (Level level : ancestry.levels()) {
                statement.setString(parameter++, level.table().name().toString());
            }
            statement.setString(parameter, RowSql.array(fitted, keys));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Owner owner = owner(rows, types);
                    if (owner.remembered() != null || !owner.hashes().isEmpty()) {
                        owners.put(rows.getString(1), owner);
                    }
                }
            }
        }
        return owners;
    }

    private Owner owner(ResultSet row, List<String> types) throws SQLException {
        Map<String, Set<String>> hashes = new TreeMap<>();
        for (int i = 0; i < types.size(); i++) {
            String value = row.getString(i + 3);
            if (value != null) {
                hashes.computeIfAbsent(types.get(i), type -> new TreeSet<>())
                        .add(subjectHash.of(fitted.mapping().organisation(), types.get(i), value));
            }
        }
        return new Owner(row.getObject(2, UUID.class), hashes);
    }

    /**
     * @param remembered the person as the connector remembers them already, or {@code null}
     * @param hashes of their identifiers, by type
     */
    record Owner(UUID remembered, Map<String, Set<String>> hashes) {}
}
