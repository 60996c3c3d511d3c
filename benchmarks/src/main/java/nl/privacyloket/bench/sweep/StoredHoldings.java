package nl.privacyloket.bench.sweep;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import nl.privacyloket.bench.machine.Disk;
import nl.privacyloket.bench.webshop.Webshop;

/**
 * The register, filled by SQL rather than through the interface. Ten records of each person. What is due differs from round to
 * round by its day, so that no round meets what another one left behind.
 */
final class StoredHoldings {
    /** From so many on, indexes are made anew rather than kept up row by row. */
    private static final int MANY = 500_000;

    private static final int SESSIONS = 2;

    private static final String FILL = """
            insert into holding (stream, record_ref, subject, triggered, started_on, due_on, rule, action)
            select %d, 'invoice:' || n, sha256((n / 10)::text::bytea), 1, started, make_date(year + 8, 1, 1), '%s', 1
              from generate_series(%d, %d) n,
                   lateral (select %s) years (year),
                   lateral (select make_date(year, 1, 1) + (n %% 360)) dates (started)
            """;

    private final Connection connection;
    private final Callable<Connection> sessions;
    private final int thisYear = LocalDate.now().getYear();
    private int last;

    /** @param sessions opens further connections like it */
    StoredHoldings(Connection connection, Callable<Connection> sessions) {
        this.connection = connection;
        this.sessions = sessions;
    }

    /** The number of the webshop's stream of invoices, of which something has been registered. */
    int swept() throws SQLException {
        return stream(Webshop.SYSTEM.id());
    }

    /** The number of a stream of a system that nobody has registered, so that the sweep leaves it alone. */
    int unswept() throws SQLException {
        if (Webshop.number(connection, "select count(*) from holding_stream where system = 'nobodys-system'") == 0) {
            Webshop.execute(connection, """
                    insert into holding_stream (organisation, system, category)
                    select organisation, 'nobodys-system', category from holding_stream;
                    insert into due_basis (stream, rules, began_at, finished_at)
                    select s.id, b.rules, b.began_at, b.finished_at from due_basis b, holding_stream s
                     where s.system = 'nobodys-system'
                    """);
        }
        return stream("nobodys-system");
    }

    private int stream(String system) throws SQLException {
        return (int) Webshop.number(connection, "select id from holding_stream where system = '" + system + "'");
    }

    /** Stores records that go in one of the next seven years, and returns once statistics are up to date. */
    void store(int stream, int rows) throws Exception {
        List<String> indexes = rows > MANY ? dropIndexes() : List.of();
        insertBySessions(stream, rows, (thisYear - 7) + " + n % 7", "invoices-fiscal");
        Webshop.execute(connection, "set maintenance_work_mem = '1GB'");
        for (String index : indexes) {
            Webshop.execute(connection, index);
        }
        Webshop.execute(connection, "vacuum analyze holding");
    }

    /**
     * Stores records that were due some years ago.
     *
     * @param round from 0, another day each
     * @return the day on which they were due
     */
    LocalDate storeDue(int stream, int rows, int round) throws SQLException, InterruptedException {
        int year = thisYear - 9 - round;
        insert(stream, rows, Integer.toString(year), "invoices-fiscal");
        Webshop.execute(connection, "checkpoint");
        Disk.settle();
        return LocalDate.of(year + 8, 1, 1);
    }

    private void insert(int stream, int rows, String year, String rule) throws SQLException {
        Webshop.execute(connection, FILL.formatted(stream, rule, last + 1, last + rows, year));
        last += rows;
    }

    /** The same with all processors: one session makes and inserts rows with one of them. */
    private void insertBySessions(int stream, int rows, String year, String rule) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(SESSIONS);
        try {
            List<Callable<Void>> parts = new ArrayList<>();
            for (int part = 0; part < SESSIONS; part++) {
                int first = last + 1 + (int) ((long) rows * part / SESSIONS);
                int end = last + (int) ((long) rows * (part + 1) / SESSIONS);
                parts.add(() -> {
                    try (Connection session = sessions.call()) {
                        Webshop.execute(session, FILL.formatted(stream, rule, first, end, year));
                        return null;
                    }
                });
            }
            for (var part : threads.invokeAll(parts)) {
                part.get();
            }
        } finally {
            threads.shutdownNow();
        }
        last += rows;
    }

    void remove(int stream, LocalDate due) throws SQLException {
        Webshop.execute(connection, "delete from holding where stream = %d and due_on = '%s'".formatted(stream, due));
    }

    /** The statements that make them again. */
    private List<String> dropIndexes() throws SQLException {
        List<String> again = new ArrayList<>();
        List<String> drop = new ArrayList<>();
        try (var query = connection.createStatement();
                var rows = query.executeQuery("""
                        select i.indexrelid::regclass, pg_get_indexdef(i.indexrelid), pg_get_constraintdef(c.oid)
                          from pg_index i left join pg_constraint c on c.conindid = i.indexrelid and c.contype = 'p'
                         where i.indrelid = 'holding'::regclass
                        """)) {
            while (rows.next()) {
                if (rows.getString(3) == null) {
                    drop.add("drop index " + rows.getString(1));
                    again.add(rows.getString(2).replace(" ON ONLY ", " ON "));
                } else {
                    drop.add("alter table holding drop constraint " + rows.getString(1));
                    again.add("alter table holding add primary key "
                            + rows.getString(3).replace("PRIMARY KEY ", ""));
                }
            }
        }
        for (String statement : drop) {
            Webshop.execute(connection, statement);
        }
        return again;
    }

    /** Bytes of a record, indexes included. */
    long bytesPerRecord() throws SQLException {
        return Webshop.number(connection, """
                select sum(pg_total_relation_size(relid)) / greatest(1, (select count(*) from holding))
                  from pg_partition_tree('holding') where isleaf
                """);
    }
}
