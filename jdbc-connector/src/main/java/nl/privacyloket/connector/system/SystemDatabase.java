package nl.privacyloket.connector.system;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalPoolInterceptor;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.MySQLExceptionSorter;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.privacyloket.connector.dialect.Dialect;
import nl.privacyloket.connector.dialect.MariaSession;
import nl.privacyloket.connector.mapping.DatabaseSettings;
import nl.privacyloket.connector.mapping.MappingProblem;
import nl.privacyloket.connector.mapping.MappingRefusedException;
import nl.privacyloket.connector.mapping.MariaUrl;
import nl.privacyloket.connector.mapping.SystemMapping;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jboss.logging.Logger;
import org.mariadb.jdbc.MariaDbDataSource;

/** The database of one data system: a small pool of connections whose first schema is the connector's own. */
final class SystemDatabase {
    private static final Logger LOG = Logger.getLogger(SystemDatabase.class);
    private static final int CONNECTIONS = 7;

    private SystemDatabase() {}

    /**
     * A pool; connects when first asked.
     *
     * @param environment where passwords are
     * @throws MappingRefusedException when the password is not where the mapping says
     */
    static AgroalDataSource pool(SystemMapping mapping, Map<String, String> environment) {
        DatabaseSettings database = mapping.database();
        String password = password(mapping, environment);
        Optional<MariaUrl> maria = MariaUrl.parse(database.url());
        AgroalDataSourceConfigurationSupplier configuration = new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(CONNECTIONS)
                        .acquisitionTimeout(Duration.ofSeconds(5))
                        .idleValidationTimeout(Duration.ofSeconds(10))
                        .reapTimeout(Duration.ofMinutes(5))
                        .connectionValidator(ConnectionValidator.defaultValidator())
                        // Without it a pool hands out connections to a server that has gone, until each was idle once.
                        .exceptionSorter(
                                maria.isPresent() ? new MySQLExceptionSorter() : new PostgreSQLExceptionSorter())
                        .connectionFactoryConfiguration(connection -> {
                            connection
                                    .jdbcUrl(maria.map(url -> url.in(database.connectorSchema()))
                                            .orElse(database.url()))
                                    .principal(new NamePrincipal(database.user()))
                                    .credential(new SimplePassword(password));
                            properties(database).forEach(connection::jdbcProperty);
                            return connection;
                        }));
        try {
            AgroalDataSource dataSource = AgroalDataSource.from(configuration);
            if (maria.isPresent()) {
                dataSource.setPoolInterceptors(List.of(new SettingsTakenBack()));
            }
            return dataSource;
        } catch (SQLException e) {
            throw new IllegalStateException("no connection pool for " + mapping.system(), e);
        }
    }

    private static Map<String, String> properties(DatabaseSettings database) {
        return MariaUrl.parse(database.url()).isPresent()
                ? MariaSession.properties()
                : Map.of(
                        "currentSchema", database.connectorSchema() + "," + database.schema() + ",public",
                        "ApplicationName", "privacyloket-connector",
                        "connectTimeout", "5",
                        "tcpKeepAlive", "true");
    }

    private static String password(SystemMapping mapping, Map<String, String> environment) {
        DatabaseSettings database = mapping.database();
        if (database.passwordEnv() != null) {
            String password = environment.get(database.passwordEnv());
            if (password == null) {
                throw refused(
                        mapping,
                        "database.passwordEnv",
                        "environment variable " + database.passwordEnv() + " is not set");
            }
            return password;
        }
        try {
            return Files.readString(Path.of(database.passwordFile())).strip();
        } catch (IOException e) {
            throw refused(mapping, "database.passwordFile", "cannot be read: " + database.passwordFile());
        }
    }

    private static MappingRefusedException refused(SystemMapping mapping, String place, String text) {
        return new MappingRefusedException(List.of(new MappingProblem(mapping.file(), place, text)));
    }

    /**
     * Creates or brings up to date the connector's own tables.
     *
     * @param environment where passwords are
     * @throws MappingRefusedException when it is a server that cannot be served
     */
    static void migrate(AgroalDataSource dataSource, SystemMapping mapping, Map<String, String> environment)
            throws SQLException {
        DatabaseSettings database = mapping.database();
        Optional<MariaUrl> maria = MariaUrl.parse(database.url());
        FluentConfiguration flyway = Flyway.configure(SystemDatabase.class.getClassLoader())
                .schemas(database.connectorSchema())
                .defaultSchema(database.connectorSchema())
                .failOnMissingLocations(true);
        if (maria.isEmpty()) {
            flyway.dataSource(dataSource).locations("classpath:db/messaging", "classpath:db/connector");
        } else {
            refuseUnserved(mapping, maria.get(), password(mapping, environment));
            // The pool's sessions begin in the connector's database, which may not be there yet.
            flyway.dataSource(maria.get().in(""), database.user(), password(mapping, environment))
                    .jdbcProperties(MariaSession.properties())
                    .locations("classpath:db/mariadb");
        }
        Flyway migration = flyway.load();
        if (maria.isPresent()
                && Arrays.stream(migration.info().all())
                        .anyMatch(one -> one.getState().isFailed())) {
            // MariaDB commits each table by itself: a start that was interrupted leaves some, and is gone over again.
            migration.repair();
        }
        migration.migrate();
    }

    /** Before anything is made there. Another server than it seems to be may not even take the settings of a session. */
    private static void refuseUnserved(SystemMapping mapping, MariaUrl url, String password) throws SQLException {
        MariaDbDataSource server = new MariaDbDataSource(url.in(""));
        server.setUser(mapping.database().user());
        server.setPassword(password);
        try (Connection connection = server.getConnection()) {
            List<MappingProblem> obstacles = Dialect.of(connection).obstacles(connection).stream()
                    .map(text -> new MappingProblem(mapping.file(), "database.url", text))
                    .toList();
            if (!obstacles.isEmpty()) {
                throw new MappingRefusedException(obstacles);
            }
        }
    }

    /** What a transaction sets in MariaDB outlives it; who has the connection next must not find it. */
    private static final class SettingsTakenBack implements AgroalPoolInterceptor {
        @Override
        public void onConnectionReturn(Connection connection) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET SESSION innodb_lock_wait_timeout = DEFAULT");
            } catch (SQLException e) {
                LOG.debugf(
                        "a connection was given back broken cause=%s",
                        e.getClass().getSimpleName());
            }
        }
    }
}
