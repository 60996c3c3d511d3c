package nl.privacyloket.stack.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import nl.privacyloket.stack.Stopwatch;
import nl.privacyloket.stack.TemporaryDirectory;
import nl.privacyloket.stack.net.LocalPorts;
import org.jboss.logging.Logger;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL 18 as a child process, for development and tests. It listens on the loopback address only and asks
 * for no password, so any password is right. It starts as root too.
 */
public final class EmbeddedPostgresServer implements AutoCloseable {

    /** The role that may do everything. */
    public static final String SUPERUSER = "postgres";

    private static final Logger LOG = Logger.getLogger(EmbeddedPostgresServer.class);
    private static final Duration STARTUP_LIMIT = Duration.ofSeconds(60);

    private final PostgresOptions options;
    private final Path directory;
    private final Path dataDirectory;
    private final int port;
    private EmbeddedPostgres server;

    private EmbeddedPostgresServer(PostgresOptions options) {
        this.options = options;
        this.directory = options.directory() == null ? TemporaryDirectory.create("postgres") : options.directory();
        this.dataDirectory = directory.resolve("data");
        this.port = LocalPorts.orFree(options.port());
    }

    /** Starts a server with a temporary data directory on a free port. */
    public static EmbeddedPostgresServer startTemporary() {
        return start(PostgresOptions.temporary());
    }

    /**
     * Starts a server and returns when it answers. A server that an earlier, killed run left on the same data directory is
     * stopped first.
     *
     * @throws IllegalStateException when it does not start within a minute
     */
    public static EmbeddedPostgresServer start(PostgresOptions options) {
        EmbeddedPostgresServer started = new EmbeddedPostgresServer(options);
        if (started.isTemporary()) {
            AbandonedServers.clear(started.directory.getParent());
            AbandonedServers.own(started.directory);
            // Tests share a server for the life of the JVM and have nobody to close it.
            Runtime.getRuntime().addShutdownHook(new Thread(started::close, "postgres-" + started.port + "-close"));
        }
        started.start();
        return started;
    }

    /** Stops the server that a killed run may have left on this directory. */
    public static void stopLeftover(Path directory) {
        LeftoverPostgres.in(directory.resolve("data")).stop();
    }

    /** Starts it again after {@link #stop()}, on the same port with the same data. */
    public synchronized void start() {
        if (server != null) {
            throw new IllegalStateException("PostgreSQL runs already on port " + port);
        }
        Stopwatch watch = Stopwatch.started();
        LeftoverPostgres.in(dataDirectory).stop();
        ProcessBuilder.Redirect log = log();
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(dataDirectory)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setOverrideWorkingDirectory(binaries().toFile())
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                .setPGStartupWait(STARTUP_LIMIT)
                .setLocaleConfig("locale", "C.UTF-8")
                .setPort(port)
                // A commit that was acknowledged survives a killed server; only a power cut may take it, as long as the
                // options do not turn fsync on (and full_page_writes, which the library turns off with it).
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "''");
        options.settings().forEach(builder::setServerConfig);
        try {
            server = builder.start();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "PostgreSQL did not start on port " + port + ", see " + directory.resolve("postgres.log"), e);
        }
        LOG.infof("PostgreSQL listens on port %d after %d ms", port, watch.millis());
    }

    /** Stops it and keeps the data. Open connections are broken off. */
    public synchronized void stop() {
        if (server == null) {
            return;
        }
        Stopwatch watch = Stopwatch.started();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            server = null;
        }
        LOG.infof("PostgreSQL on port %d stopped after %d ms", port, watch.millis());
    }

    /** Stops it; temporary data are deleted. Happens by itself at the end of the JVM to a server with temporary data. */
    @Override
    public void close() {
        stop();
        if (isTemporary()) {
            TemporaryDirectory.delete(directory);
        }
    }

    public int port() {
        return port;
    }

    /** The JDBC address of a database, without a user. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://localhost:" + port + "/" + database;
    }

    /** A connection as {@link #SUPERUSER}. */
    public Connection connect(String database) throws SQLException {
        return connect(database, SUPERUSER);
    }

    /** A connection as the given role. */
    public Connection connect(String database, String role) throws SQLException {
        return dataSource(database, role).getConnection();
    }

    /** Unpooled connections as the given role. */
    public DataSource dataSource(String database, String role) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl(database));
        source.setUser(role);
        source.setPassword(role);
        return source;
    }

    /** Creates an empty database with a name of its own and returns that name. */
    public String createTemporaryDatabase() {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = connect("postgres")) {
            new DatabaseSetup(connection).createDatabase(name);
        } catch (SQLException e) {
            throw new IllegalStateException("Database " + name + " could not be created", e);
        }
        return name;
    }

    private boolean isTemporary() {
        return options.directory() == null;
    }

    private ProcessBuilder.Redirect log() {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ProcessBuilder.Redirect.appendTo(
                directory.resolve("postgres.log").toFile());
    }

    // One unpacked copy for each user of the machine: another user's directory would not be writable.
    private static Path binaries() {
        return Path.of(
                System.getProperty("java.io.tmpdir"),
                "privacyloket-binaries-" + System.getProperty("user.name", "all"));
    }
}
