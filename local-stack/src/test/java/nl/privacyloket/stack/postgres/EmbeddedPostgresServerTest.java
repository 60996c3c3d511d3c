package nl.privacyloket.stack.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import nl.privacyloket.stack.ProcessFile;
import nl.privacyloket.stack.net.LocalPorts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresServerTest {

    @TempDir
    Path directory;

    @Test
    void answersWithTheSettingsThatWereAskedFor() throws Exception {
        PostgresOptions options = PostgresOptions.temporary().with("work_mem", "7MB");

        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(options)) {
            assertThat(read(server, "SHOW work_mem")).isEqualTo("7MB");
            assertThat(read(server, "SHOW server_version_num")).startsWith("18");
        }
    }

    @Test
    void keepsItsDataFromOneStartToTheNext() throws Exception {
        try (EmbeddedPostgresServer first = EmbeddedPostgresServer.start(PostgresOptions.at(directory, 0))) {
            write(first, "CREATE TABLE kept AS SELECT 42 AS answer");
        }

        try (EmbeddedPostgresServer second = EmbeddedPostgresServer.start(PostgresOptions.at(directory, 0))) {
            assertThat(read(second, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void comesBackOnTheSamePortAfterAStop() throws Exception {
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.startTemporary()) {
            write(server, "CREATE TABLE kept AS SELECT 'still here' AS answer");
            int port = server.port();

            server.stop();
            server.start();

            assertThat(server.port()).isEqualTo(port);
            assertThat(read(server, "SELECT answer FROM kept")).isEqualTo("still here");
        }
    }

    @Test
    void takesOverTheDirectoryOfAServerThatAKilledRunLeftBehind() throws Exception {
        EmbeddedPostgresServer abandoned = EmbeddedPostgresServer.start(PostgresOptions.at(directory, 0));
        write(abandoned, "CREATE TABLE kept AS SELECT 7 AS answer");
        long leftover = Long.parseLong(
                Files.readAllLines(directory.resolve("data/postmaster.pid")).get(0));

        LeftoverPostgres.in(directory.resolve("data")).stop();

        assertThat(ProcessHandle.of(leftover).map(ProcessHandle::isAlive).orElse(false))
                .isFalse();
        // The killed run let go of its lock by dying; this one has to be told.
        abandoned.close();
        try (EmbeddedPostgresServer next =
                EmbeddedPostgresServer.start(PostgresOptions.at(directory, abandoned.port()))) {
            assertThat(read(next, "SELECT answer FROM kept")).isEqualTo("7");
        }
    }

    @Test
    void clearsUpATemporaryServerWhoseJvmWasKilled() throws Exception {
        Path left = Files.createTempDirectory(directory, "privacyloket-postgres-");
        EmbeddedPostgresServer abandoned = EmbeddedPostgresServer.start(PostgresOptions.at(left, 0));
        Process gone = new ProcessBuilder("true").start();
        new ProcessFile(left.resolve("owner.pid")).record(gone.toHandle());
        gone.waitFor();

        AbandonedServers.clear(directory);

        assertThat(LocalPorts.inUse(abandoned.port())).isFalse();
        assertThat(left).doesNotExist();
    }

    @Test
    void leavesATemporaryServerAloneWhoseJvmLives() throws Exception {
        Path used = Files.createTempDirectory(directory, "privacyloket-postgres-");
        AbandonedServers.own(used);

        AbandonedServers.clear(directory);

        assertThat(used).exists();
    }

    @Test
    void survivesAPidFileOfAProcessThatIsNoServer() throws Exception {
        EmbeddedPostgresServer.start(PostgresOptions.at(directory, 0)).close();
        Files.writeString(
                directory.resolve("data/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + directory.resolve("data").toAbsolutePath() + "\n");

        try (EmbeddedPostgresServer next = EmbeddedPostgresServer.start(PostgresOptions.at(directory, 0))) {
            assertThat(read(next, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aRoleSeesItsOwnSchemaAndNoOther() throws Exception {
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.startTemporary()) {
            String database = server.createTemporaryDatabase();
            try (Connection connection = server.connect(database)) {
                DatabaseSetup setup = new DatabaseSetup(connection);
                for (String role : new String[] {"one", "two"}) {
                    setup.createRole(role);
                    setup.allowConnect(database, role);
                    setup.createSchema(role, role);
                    connection.createStatement().execute("SET ROLE " + role);
                    connection.createStatement().execute("CREATE TABLE " + role + ".secret (word text)");
                    connection.createStatement().execute("RESET ROLE");
                }
            }

            try (Connection one = server.connect(database, "one");
                    Statement statement = one.createStatement()) {
                statement.execute("SELECT * FROM one.secret");
                assertThatThrownBy(() -> statement.execute("SELECT * FROM two.secret"))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("permission denied for schema two");
            }
        }
    }

    private static String read(EmbeddedPostgresServer server, String query) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }

    private static void write(EmbeddedPostgresServer server, String sql) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
