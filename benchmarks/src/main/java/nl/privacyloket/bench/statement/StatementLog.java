package nl.privacyloket.bench.statement;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.privacyloket.stack.Polling;

/** Has PostgreSQL write down every statement that it executes, for a while. */
public final class StatementLog implements AutoCloseable {
    private static final Pattern LINE = Pattern.compile("#(\\d+) (LOG|DETAIL): +(.*)", Pattern.DOTALL);
    private static final Pattern EXECUTED = Pattern.compile("(?:execute [^:]+|statement): (.*)", Pattern.DOTALL);
    private static final Pattern VALUE = Pattern.compile("\\$\\d+ = (NULL|'([^']*+(?:''[^']*+)*+)')");

    private static final Duration RELOAD_LIMIT = Duration.ofSeconds(10);

    private final Connection superuser;
    private final Path file;
    private final long from;

    private StatementLog(Connection superuser, Path file, long from) {
        this.superuser = superuser;
        this.file = file;
        this.from = from;
    }

    /**
     * From now on.
     *
     * @param superuser kept open until the log is closed
     * @param file where the server logs
     */
    public static StatementLog begin(Connection superuser, Path file)
            throws SQLException, IOException, InterruptedException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute("alter system set log_statement = 'all'");
            statement.execute("alter system set log_line_prefix = '#%p '");
            statement.execute("select pg_reload_conf()");
            // All sessions are told at once, after this one has gone on.
            Polling.upTo(RELOAD_LIMIT).every(Duration.ofMillis(20)).untilTrue(() -> isOn(statement));
        }
        return new StatementLog(superuser, file, Files.size(file));
    }

    private static boolean isOn(Statement statement) {
        try (ResultSet row = statement.executeQuery("show log_statement")) {
            row.next();
            return row.getString(1).equals("all");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What each session has executed since, by the id of its process. */
    Map<Long, List<Executed>> bySession() throws IOException {
        byte[] all = Files.readAllBytes(file);
        Map<Long, List<Executed>> sessions = new LinkedHashMap<>();
        for (String entry : entries(new String(all, (int) from, (int) (all.length - from), StandardCharsets.UTF_8))) {
            Matcher line = LINE.matcher(entry);
            if (!line.matches()) {
                continue;
            }
            List<Executed> session = sessions.computeIfAbsent(Long.valueOf(line.group(1)), pid -> new ArrayList<>());
            Matcher executed = EXECUTED.matcher(line.group(3));
            if (line.group(2).equals("DETAIL") && !session.isEmpty()) {
                int last = session.size() - 1;
                session.set(last, new Executed(session.get(last).sql(), values(line.group(3))));
            } else if (executed.matches()) {
                session.add(new Executed(executed.group(1).strip(), List.of()));
            }
        }
        return sessions;
    }

    /** Later lines of an entry begin with a tab. */
    private static List<String> entries(String log) {
        List<String> entries = new ArrayList<>();
        for (String line : log.split("\n")) {
            if (line.startsWith("\t") && !entries.isEmpty()) {
                int last = entries.size() - 1;
                entries.set(last, entries.get(last) + "\n" + line.substring(1));
            } else {
                entries.add(line);
            }
        }
        return entries;
    }

    private static List<String> values(String detail) {
        List<String> values = new ArrayList<>();
        Matcher value = VALUE.matcher(detail);
        while (value.find()) {
            values.add(value.group(2) == null ? null : value.group(2).replace("''", "'"));
        }
        return values;
    }

    /** Has the server write down no more. What was written stays to be read. */
    @Override
    public void close() throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute("alter system reset log_statement");
            statement.execute("alter system reset log_line_prefix");
            statement.execute("select pg_reload_conf()");
        }
    }
}
