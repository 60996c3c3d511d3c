package nl.privacyloket.stack.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Random;
import nl.privacyloket.stack.Stopwatch;
import nl.privacyloket.stack.postgres.DatabaseSetup;
import nl.privacyloket.stack.postgres.EmbeddedPostgresServer;
import org.jboss.logging.Logger;

/**
 * Makes the sample data systems. The same day gives the same data, so a test may count on it; ages follow the day, so the
 * terms of the law fall where they should in any year.
 */
public final class SampleDatabase {

    private static final Logger LOG = Logger.getLogger(SampleDatabase.class);
    private static final long SEED = 20180525;

    private final EmbeddedPostgresServer server;
    private final String database;

    /** The sample systems in {@link SampleSystem#DATABASE} of this server. */
    public SampleDatabase(EmbeddedPostgresServer server) {
        this(server, SampleSystem.DATABASE);
    }

    /** The sample systems in a database of another name, which may exist already. */
    public SampleDatabase(EmbeddedPostgresServer server, String database) {
        this.server = server;
        this.database = database;
    }

    /**
     * Creates database, roles, schemas, tables and data of every system that has no tables yet.
     *
     * @param today the day from which ages count
     * @return whether anything was made
     */
    public boolean install(LocalDate today) throws SQLException {
        boolean made = false;
        for (SampleSystem system : SampleSystem.values()) {
            made |= install(system, today);
        }
        return made;
    }

    /** The same for one system. */
    public boolean install(SampleSystem system, LocalDate today) throws SQLException {
        Stopwatch watch = Stopwatch.started();
        prepare(system);
        try (Connection connection = server.connect(database, system.schema())) {
            connection.setAutoCommit(false);
            connection.setSchema(system.schema());
            if (hasTables(connection, system)) {
                return false;
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute(schemaOf(system));
            }
            Random random = new Random(SEED);
            content(system).fill(connection, new SamplePeople(random), new SampleTime(today, random));
            connection.commit();
        }
        LOG.infof("Sample data of system=%s made after %d ms", system.id(), watch.millis());
        return true;
    }

    private void prepare(SampleSystem system) throws SQLException {
        try (Connection connection = server.connect("postgres")) {
            DatabaseSetup setup = new DatabaseSetup(connection);
            setup.createDatabase(database);
            setup.createRole(system.schema());
            setup.allowConnect(database, system.schema());
        }
        try (Connection connection = server.connect(database)) {
            DatabaseSetup setup = new DatabaseSetup(connection);
            setup.createSchema(system.schema(), system.schema());
            setup.createSchema(system.connectorSchema(), system.schema());
        }
    }

    private static boolean hasTables(Connection connection, SampleSystem system) throws SQLException {
        try (ResultSet tables =
                connection.getMetaData().getTables(null, system.schema(), "%", new String[] {"TABLE"})) {
            return tables.next();
        }
    }

    private static SampleContent content(SampleSystem system) {
        return switch (system) {
            case PRIFORA_WEBSHOP -> new WebshopContent();
            case PRIMOFORUM_SITE -> new SiteContent();
            case COMPJOETER_RECOVERY -> new RecoveryContent();
            case PINKWEB_PORTAL -> new PortalContent();
            case INFACTOR_CRM -> new CrmContent();
        };
    }

    private static String schemaOf(SampleSystem system) {
        String resource = "/sample/schema/" + system.schema() + ".sql";
        try (InputStream in = SampleDatabase.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
