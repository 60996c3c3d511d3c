package nl.privacyloket.stack.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;

/** Databases, roles and schemas, created when they are not there yet. Needs a connection of a superuser. */
public final class DatabaseSetup {

    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]*");

    private final Connection connection;

    public DatabaseSetup(Connection connection) {
        this.connection = connection;
    }

    /** Whether a database of this name exists. */
    public boolean hasDatabase(String name) throws SQLException {
        return exists("SELECT 1 FROM pg_database WHERE datname = ?", name);
    }

    /** Creates the database, closed to everyone but its owner and those who are let in. */
    public void createDatabase(String name) throws SQLException {
        if (hasDatabase(name)) {
            return;
        }
        execute("CREATE DATABASE " + checked(name));
        execute("REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
    }

    /** Creates a role that may log in, with its own name as password. */
    public void createRole(String name) throws SQLException {
        if (exists("SELECT 1 FROM pg_roles WHERE rolname = ?", name)) {
            return;
        }
        execute("CREATE ROLE " + checked(name) + " LOGIN PASSWORD '" + name + "'");
    }

    /** Lets the role into the database of this connection. */
    public void allowConnect(String database, String role) throws SQLException {
        execute("GRANT CONNECT, TEMPORARY ON DATABASE " + checked(database) + " TO " + checked(role));
    }

    /** Creates a schema in the database of this connection that belongs to the role and that no other role can look into. */
    public void createSchema(String schema, String owner) throws SQLException {
        execute("CREATE SCHEMA IF NOT EXISTS " + checked(schema) + " AUTHORIZATION " + checked(owner));
    }

    private boolean exists(String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a plain lower-case name: " + name);
        }
        return name;
    }
}
