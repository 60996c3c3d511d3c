package nl.privacyloket.bench.register;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.privacyloket.bench.Bench;
import nl.privacyloket.bench.Scenario;
import nl.privacyloket.bench.compare.Comparison;
import nl.privacyloket.bench.result.Figures;
import nl.privacyloket.bench.result.Outcome;
import nl.privacyloket.bench.webshop.Registering;
import nl.privacyloket.bench.webshop.Webshop;
import nl.privacyloket.bench.webshop.WebshopStack;
import nl.privacyloket.stack.Stack;
import org.postgresql.PGConnection;

/** How fast holdings are registered over REST, beside COPY of the same rows into the same table. */
public final class HoldingRegistration implements Scenario {
    private static final double GOAL = 0.5;
    private static final int ROWS = 150_000;
    private static final int FIRST = 60_000;
    private static final Duration WARM_UP = Duration.ofSeconds(12);
    private static final int PIECE = 500_000;

    @Override
    public String name() {
        return "register";
    }

    @Override
    public String summary() {
        return "holdings registered per second over REST, beside COPY of the same rows into the same table";
    }

    @Override
    public Outcome run(Bench bench) throws Exception {
        Stack stack = WebshopStack.ofRetention(bench);
        var holdings = new InvoiceHoldings(bench.amount(ROWS, 2_000));
        try (Connection connection = Webshop.retention(stack)) {
            Webshop.truncate(connection, "holding");
            var caller = new Registering(stack);
            var warm = new InvoiceHoldings(Math.min(FIRST, holdings.rows()));
            caller.register(warm::lines, warm.rows());
            int stream = (int) Webshop.number(
                    connection, "select id from holding_stream where category = '" + Webshop.CATEGORY + "'");
            List<byte[]> copied = rows(holdings, stream);
            bench.warmUp(
                    WARM_UP,
                    "holdings",
                    () -> perSecond(connection, holdings, () -> caller.register(holdings::lines, holdings.rows())));
            Comparison comparison = Comparison.run(
                    bench.rounds(),
                    () -> perSecond(connection, holdings, () -> copy(connection, copied)),
                    () -> perSecond(connection, holdings, () -> caller.register(holdings::lines, holdings.rows())),
                    bench.telling("holdings"));
            long bytes = Webshop.number(
                    connection,
                    "select sum(pg_total_relation_size(relid)) from pg_partition_tree('holding') where isleaf");
            Map<String, Object> measured = new LinkedHashMap<>();
            measured.put("unit", "holdings/s");
            measured.put("holdings", holdings.rows());
            measured.put("bytesPerHolding", bytes / holdings.rows());
            measured.put("rounds", comparison.rounds());
            return new Outcome(
                    name(),
                    List.of(Figures.ofLimit(
                            "holdings registered over REST, in one call", "holdings", "COPY", comparison, GOAL)),
                    measured,
                    List.of(
                            "one call and one COPY, each on one connection; commits are durable (fsync), the service"
                                    + " commits every 10,000 lines and COPY once",
                            "the limit copies rows that are ready; the service reads JSON, hashes each identifier with"
                                    + " a key, works the due date out and writes the audit log",
                            "client, service and database share the processors"));
        }
    }

    @FunctionalInterface
    private interface Filling {
        void fill() throws Exception;
    }

    private static double perSecond(Connection connection, InvoiceHoldings holdings, Filling filling) throws Exception {
        Webshop.truncate(connection, "holding");
        Webshop.execute(connection, "checkpoint");
        long begun = System.nanoTime();
        filling.fill();
        double seconds = (System.nanoTime() - begun) / 1e9;
        long stored = Webshop.number(connection, "select count(*) from holding");
        if (stored != holdings.rows()) {
            throw new IllegalStateException(stored + " holdings are stored of " + holdings.rows());
        }
        return holdings.rows() / seconds;
    }

    private static void copy(Connection connection, List<byte[]> pieces) throws SQLException {
        var copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy holding (stream, record_ref, subject, triggered, started_on, due_on, rule, action)"
                        + " from stdin");
        for (byte[] piece : pieces) {
            copy.writeToCopy(piece, 0, piece.length);
        }
        copy.endCopy();
    }

    /** As COPY reads them. Subjects are cheap hashes and all is made beforehand, so that the limit is the database's. */
    private static List<byte[]> rows(InvoiceHoldings holdings, int stream) {
        List<byte[]> pieces = new ArrayList<>();
        var text = new StringBuilder();
        for (int at = 0; at < holdings.rows(); at++) {
            text.append(stream).append('\t').append(holdings.recordRef(at)).append("\t\\\\x");
            for (int part = 1; part <= 4; part++) {
                text.append(String.format("%016x", holdings.customer(at) * part * 0x9E3779B97F4A7C15L));
            }
            var startedOn = holdings.startedOn(at);
            text.append("\t1\t").append(startedOn).append('\t');
            text.append(startedOn.getYear() + 8).append("-01-01\tinvoices-fiscal\t1\n");
            if (text.length() > PIECE || at == holdings.rows() - 1) {
                pieces.add(text.toString().getBytes(StandardCharsets.UTF_8));
                text.setLength(0);
            }
        }
        return pieces;
    }
}
