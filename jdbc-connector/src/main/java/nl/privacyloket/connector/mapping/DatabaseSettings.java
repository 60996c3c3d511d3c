package nl.privacyloket.connector.mapping;

/**
 * How the data system's database is reached.
 *
 * @param url JDBC URL of PostgreSQL or MariaDB, without a password
 * @param user role
 * @param passwordEnv environment variable with the password, or {@code null}
 * @param passwordFile file with the password, or {@code null}
 * @param schema schema of tables that are named without one
 * @param connectorSchema schema for the connector's own tables, of this system alone (in MariaDB a schema is a database)
 */
public record DatabaseSettings(
        String url, String user, String passwordEnv, String passwordFile, String schema, String connectorSchema) {}
