package nl.privacyloket.bench.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import nl.privacyloket.stack.postgres.EmbeddedPostgresServer;
import nl.privacyloket.stack.postgres.PostgresOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatementLoadTest {
    private static final int TIMES = 4;

    @TempDir
    Path directory;

    private EmbeddedPostgresServer server;
    private DataSource database;

    @BeforeEach
    void start() throws SQLException {
        server = EmbeddedPostgresServer.start(PostgresOptions.at(directory, 0));
        database = server.dataSource("postgres", EmbeddedPostgresServer.SUPERUSER);
        try (Connection connection = database.getConnection()) {
            connection.createStatement().execute("create table counter (id int primary key, last bigint not null)");
            connection.createStatement().execute("insert into counter values (1, 0)");
            connection.createStatement().execute("""
                    create table letter (id uuid primary key, reference text not null unique, told text[] not null,
                    content bytea not null unique, note text, places int[] not null)""");
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void what_an_act_executes_is_found_and_can_be_done_again_without_it() throws Exception {
        Course course = course(true);

        assertThat(course.statements())
                .containsExactly(
                        "update counter set last = last + 1 where id = $1 returning last",
                        "update counter set last = last + 1 where id = $1 returning last",
                        "insert into letter (id, reference, told, content, note, places) values ($1, $2, $3, $4, $5, $6)",
                        "update letter set note = $1 where id = $2");
        assertThat(course.size()).isEqualTo(3);
        StatementLoad load = StatementLoad.of(
                course, database, server.port(), "postgres", EmbeddedPostgresServer.SUPERUSER, "public", directory);
        assertThat(load.perSecond(2, Duration.ofSeconds(1))).isPositive();
        long byPgbench = letters();
        assertThat(byPgbench).isGreaterThan(TIMES);
        assertThat(load.withoutPgbench().perSecond(2, Duration.ofSeconds(1))).isPositive();
        assertThat(letters()).isGreaterThan(byPgbench);
        assertThat(count("select count(*) from letter where note = 'it''s\nread'"))
                .isEqualTo(letters());
        assertThat(count("select max(octet_length(content)) - min(octet_length(content)) from letter"))
                .isZero();
        assertThat(count("select last from counter")).isEqualTo(2 * letters());
        assertThat(count("select count(distinct places) from letter")).isGreaterThan(TIMES);
    }

    @Test
    void an_act_that_does_not_always_execute_the_same_is_told() {
        assertThatThrownBy(() -> course(false)).isInstanceOf(IOException.class).hasMessageContaining("4 times");
    }

    /** The act four times, with what somebody else does beside it. */
    private Course course(boolean alike) throws Exception {
        try (Connection superuser = database.getConnection();
                Connection acting = database.getConnection();
                StatementLog log = StatementLog.begin(superuser, directory.resolve("postgres.log"))) {
            for (int i = 0; i < TIMES; i++) {
                act(acting, alike ? "" : " /* " + i + " */");
            }
            superuser.createStatement().execute("select 'beside'");
            return Course.of(log, TIMES, Set.of());
        }
    }

    private static void act(Connection connection, String comment) throws SQLException {
        connection.setAutoCommit(true);
        try (PreparedStatement count = connection.prepareStatement(
                "update counter set last = last + 1 where id = ? returning last" + comment)) {
            count.setInt(1, 1);
            count.executeQuery();
            count.executeQuery();
        }
        // Under load there is one for many acts, so it is not one of them.
        try (PreparedStatement wake = connection.prepareStatement("select pg_notify(?, '')")) {
            wake.setString(1, "letters");
            wake.executeQuery();
        }
        connection.setAutoCommit(false);
        UUID id = UUID.randomUUID();
        try (PreparedStatement insert = connection.prepareStatement(
                        "insert into letter (id, reference, told, content, note, places) values (?, ?, ?, ?, ?, ?)"
                                + comment);
                PreparedStatement update =
                        connection.prepareStatement("update letter set note = ? where id = ?" + comment)) {
            insert.setObject(1, id);
            insert.setString(2, "LETTER-2026-%06d".formatted((int) (Math.random() * 1_000_000)));
            insert.setArray(3, connection.createArrayOf("text", new String[] {
                UUID.randomUUID().toString()
            }));
            insert.setBytes(4, (id + "and so on").getBytes());
            insert.setString(5, null);
            insert.setArray(6, connection.createArrayOf("int4", new Integer[] {(int) (Math.random() * 1_000_000)}));
            insert.executeUpdate();
            update.setString(1, "it's\nread");
            update.setObject(2, id);
            update.executeUpdate();
        }
        connection.commit();
    }

    private long letters() throws SQLException {
        return count("select count(*) from letter");
    }

    private long count(String query) throws SQLException {
        try (Connection connection = database.getConnection();
                ResultSet row = connection.createStatement().executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
