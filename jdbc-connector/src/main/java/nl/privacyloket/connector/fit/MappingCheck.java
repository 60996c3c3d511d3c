package nl.privacyloket.connector.fit;

import java.sql.Connection;
import java.sql.SQLException;
import nl.privacyloket.connector.catalogue.Catalogue;
import nl.privacyloket.connector.dialect.Dialect;
import nl.privacyloket.connector.mapping.MappingRefusedException;
import nl.privacyloket.connector.mapping.SystemMapping;

/**
 * Holds a mapping against its database before the first command, so that an erasure never finds out halfway that a column
 * is missing or a foreign key stands in the way.
 */
public final class MappingCheck {
    private MappingCheck() {}

    /**
     * Checks tables, columns, types, keys, privileges, paths to a person and foreign keys. Changes nothing.
     *
     * @param connection connection of the role that will execute the commands; autocommit off
     * @throws MappingRefusedException with everything that is wrong, each with its place in the file
     * @throws SQLException when the database cannot be asked
     */
    public static FittedMapping fit(SystemMapping mapping, Connection connection) throws SQLException {
        Findings findings = new Findings(mapping);
        Dialect dialect = Dialect.of(connection);
        for (String obstacle : dialect.obstacles(connection)) {
            findings.at("database.url", obstacle);
        }
        if (!findings.problems().isEmpty()) {
            throw new MappingRefusedException(findings.problems());
        }
        Catalogue catalogue = dialect.catalogue(connection, mapping.tables().keySet());
        new StructureCheck(mapping, findings).run();
        new ColumnCheck(mapping, catalogue, dialect, connection, findings).run();
        new FieldCheck(mapping, catalogue, findings).run();
        new ForeignKeyCheck(mapping, catalogue, dialect, findings).run();
        if (!findings.problems().isEmpty()) {
            throw new MappingRefusedException(findings.problems());
        }
        return new FittedMapping(
                mapping, catalogue, dialect, DeleteOrder.of(mapping, catalogue).order());
    }
}
