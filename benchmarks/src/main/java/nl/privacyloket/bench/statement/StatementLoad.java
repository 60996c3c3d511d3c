package nl.privacyloket.bench.statement;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import nl.privacyloket.bench.load.Caller;
import nl.privacyloket.bench.load.Load;
import nl.privacyloket.bench.load.Turn;

/**
 * The statements of a {@link Course} over and over, from many connections and with nothing around them: by {@code pgbench} where
 * it is installed, otherwise from this process.
 */
public final class StatementLoad {
    private static final Pattern RATE = Pattern.compile("(?m)^tps = ([0-9.]+)");
    private static final Pattern FAILED = Pattern.compile("(?m)^number of failed transactions: ([0-9]+)");
    private static final Pattern NAME = Pattern.compile("(?<!:):([a-z][a-z0-9]*)");
    private static final long LARGEST = 0xffff_ffff_ffffL;

    private final Repetition repetition;
    private final DataSource database;
    private final String searchPath;
    private final List<String> pgbench;

    private StatementLoad(Repetition repetition, DataSource database, String searchPath, List<String> pgbench) {
        this.repetition = repetition;
        this.database = database;
        this.searchPath = searchPath;
        this.pgbench = pgbench;
    }

    /**
     * Prepares it.
     *
     * @param database with the tables that the course is about
     * @param port where that database listens on the loopback address
     * @param name of the database
     * @param role that the course was executed by
     * @param directory for what pgbench is to read
     */
    public static StatementLoad of(
            Course course, DataSource database, int port, String name, String role, String searchPath, Path directory)
            throws IOException, SQLException, InterruptedException {
        Repetition repetition;
        try (Connection connection = database.getConnection()) {
            connection.setSchema(searchPath);
            repetition = Repetition.of(course, connection);
        }
        List<String> command = new ArrayList<>();
        if (hasPgbench()) {
            Path script = directory.resolve("statements.sql");
            Files.writeString(script, script(repetition));
            command.addAll(List.of("pgbench", "-n", "-M", "prepared", "-j", "2", "-f", script.toString()));
            command.addAll(List.of("-h", "127.0.0.1", "-p", Integer.toString(port), "-U", role));
            repetition.values().forEach((variable, value) -> command.addAll(List.of("-D", variable + "=" + value)));
            command.add(name);
        }
        return new StatementLoad(repetition, database, searchPath, command);
    }

    /** The same, executed from this process. */
    StatementLoad withoutPgbench() {
        return new StatementLoad(repetition, database, searchPath, List.of());
    }

    /** What executes the statements, as it reads in a table. */
    public String by() {
        return pgbench.isEmpty() ? "the same statements from this process" : "the same statements by pgbench";
    }

    /** How often per second all of it was done. */
    public double perSecond(int connections, Duration lasting) throws Exception {
        return pgbench.isEmpty()
                ? Load.closed(connections, lasting).run(number -> connect()).perSecond()
                : byPgbench(connections, lasting);
    }

    private static boolean hasPgbench() throws InterruptedException {
        try {
            return new ProcessBuilder("pgbench", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** With begin and the first statement in one message, as the driver of the service sends them. */
    static String script(Repetition repetition) {
        StringBuilder script = new StringBuilder("\\set n random(0, " + LARGEST + ")\n");
        for (List<String> transaction : repetition.transactions()) {
            if (transaction.size() == 1) {
                script.append(transaction.get(0)).append(";\n");
                continue;
            }
            script.append("\\startpipeline\nbegin;\n")
                    .append(transaction.get(0))
                    .append(";\n\\endpipeline\n");
            transaction.stream().skip(1).forEach(statement -> script.append(statement)
                    .append(";\n"));
            script.append("commit;\n");
        }
        return script.toString();
    }

    private double byPgbench(int connections, Duration lasting) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(pgbench);
        command.addAll(
                1, List.of("-c", Integer.toString(connections), "-T", Long.toString(Math.max(1, lasting.toSeconds()))));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGOPTIONS", "-c search_path=" + searchPath);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        Matcher rate = RATE.matcher(said);
        Matcher failed = FAILED.matcher(said);
        if (code != 0 || !rate.find() || (failed.find() && !failed.group(1).equals("0"))) {
            throw new IOException(String.format(Locale.ROOT, "pgbench ended with %d: %s", code, said));
        }
        return Double.parseDouble(rate.group(1));
    }

    private Caller connect() throws SQLException {
        Connection connection = database.getConnection();
        connection.setSchema(searchPath);
        List<List<Bound>> transactions = new ArrayList<>();
        for (List<String> transaction : repetition.transactions()) {
            List<Bound> statements = new ArrayList<>();
            for (String statement : transaction) {
                statements.add(Bound.prepare(connection, statement));
            }
            transactions.add(statements);
        }
        return new Caller() {
            @Override
            public void call(Turn turn) throws SQLException {
                long n = ThreadLocalRandom.current().nextLong(LARGEST);
                for (List<Bound> transaction : transactions) {
                    connection.setAutoCommit(transaction.size() == 1);
                    for (Bound statement : transaction) {
                        statement.execute(n, repetition.values());
                    }
                    if (transaction.size() > 1) {
                        connection.commit();
                    }
                }
            }

            @Override
            public void close() throws SQLException {
                connection.close();
            }
        };
    }

    /** A prepared statement and the names of its values, in order. */
    private record Bound(PreparedStatement statement, List<String> names) {

        static Bound prepare(Connection connection, String sql) throws SQLException {
            List<String> names = new ArrayList<>();
            String text = NAME.matcher(sql).replaceAll(name -> {
                names.add(name.group(1));
                return "?";
            });
            return new Bound(connection.prepareStatement(text), names);
        }

        void execute(long n, Map<String, String> values) throws SQLException {
            for (int i = 0; i < names.size(); i++) {
                String name = names.get(i);
                // Typed where it stands, and of no type when it is sent.
                statement.setObject(
                        i + 1, name.equals("n") ? Long.toString(n) : values.get(name), java.sql.Types.OTHER);
            }
            statement.execute();
        }
    }
}
