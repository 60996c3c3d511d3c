package nl.privacyloket.bench.audit;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import nl.privacyloket.audit.verify.AuditVerdict;
import nl.privacyloket.audit.verify.TrustedKeys;
import nl.privacyloket.audit.verify.VerifyRun;
import nl.privacyloket.audit.verify.source.FileSource;
import nl.privacyloket.bench.Bench;
import nl.privacyloket.bench.Scenario;
import nl.privacyloket.bench.compare.Comparison;
import nl.privacyloket.bench.result.Figures;
import nl.privacyloket.bench.result.Finding;
import nl.privacyloket.bench.result.Outcome;

/** How fast the log of a service is verified that lies in a file, beside SHA-256 over the bytes of that file. */
public final class AuditVerify implements Scenario {
    private static final double GOAL = 0.3;
    private static final int ENTRIES = 1_000_000;
    /** A service signs every ten seconds: here it writes a hundred entries a second. */
    private static final int BUSY = 1_000;
    /** And here ten a second. There the signatures are what takes the time. */
    private static final int CALM = 100;
    /** Hashing is over in a fraction of a second. So often it lasts about as long as verifying. */
    private static final int TIMES = 4;

    @Override
    public String name() {
        return "audit-verify";
    }

    @Override
    public String summary() {
        return "entries of an audit log verified per second, a million of them, beside SHA-256 over the same bytes";
    }

    @Override
    public Outcome run(Bench bench) throws Exception {
        int entries = bench.amount(ENTRIES, 20_000);
        Map<String, Object> measured = new LinkedHashMap<>();
        measured.put("unit", "entries/s");
        Finding busy = measure(bench, entries, BUSY, measured);
        Finding calm = measure(bench, entries / 5, CALM, measured);
        return new Outcome(
                name(),
                List.of(busy, calm),
                measured,
                List.of(
                        "the files are in the page cache, nothing is written; each checkpoint has two signatures",
                        "the limit is one thread; the verifier uses all processors, and of their time "
                                + measured.get("processorTime")));
    }

    private static Finding measure(Bench bench, int entries, int every, Map<String, Object> measured) throws Exception {
        Path file = bench.directory().resolve("every-" + every + ".ndjson");
        WrittenLog log = new WrittenLog();
        log.write(file, entries, every);
        TrustedKeys keys = new TrustedKeys();
        keys.add(log.verifierKey());
        bench.say("%,d entries, %.0f MB, a checkpoint every %,d entries", entries, Files.size(file) / 1e6, every);
        // What is measured is compiled code on a file that the system has in memory.
        hash(file, entries);
        verify(file, keys, entries);
        double limitTime = processorTime(() -> hash(file, entries)) / TIMES / entries;
        double time = processorTime(() -> verify(file, keys, entries)) / entries;
        measured.putIfAbsent(
                "processorTime",
                String.format(Locale.ROOT, "%.2f µs an entry, SHA-256 %.2f", time * 1e6, limitTime * 1e6));
        Comparison comparison = Comparison.run(
                bench.rounds(), () -> hash(file, entries), () -> verify(file, keys, entries), bench.telling("entries"));
        measured.put(
                "every" + every, Map.of("entries", entries, "bytes", Files.size(file), "rounds", comparison.rounds()));
        return Figures.ofLimit(
                String.format(Locale.ROOT, "audit log of %,d entries verified, signed every %,d", entries, every),
                "entries",
                "SHA-256 of the same bytes",
                comparison,
                GOAL);
    }

    /** Seconds that the processors spend in this process. */
    private static double processorTime(Comparison.Work work) throws Exception {
        var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = machine.getProcessCpuTime();
        work.perSecond();
        return (machine.getProcessCpuTime() - before) / 1e9;
    }

    private static double hash(Path file, int entries) throws IOException, GeneralSecurityException {
        long begun = System.nanoTime();
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[256 * 1024];
        for (int time = 0; time < TIMES; time++) {
            try (InputStream in = Files.newInputStream(file)) {
                for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                    digest.update(buffer, 0, read);
                }
            }
        }
        digest.digest();
        return (double) TIMES * entries / ((System.nanoTime() - begun) / 1e9);
    }

    private static double verify(Path file, TrustedKeys keys, int entries) throws Exception {
        long begun = System.nanoTime();
        AuditVerdict verdict = new VerifyRun(
                        keys,
                        List.of(new FileSource(List.of(file), keys, false)),
                        List.of(),
                        List.of(),
                        null,
                        null,
                        Set.of(),
                        null)
                .run(Clock.systemUTC(), records -> {});
        double perSecond = entries / ((System.nanoTime() - begun) / 1e9);
        if (verdict.exitCode() != 0 || verdict.of(WrittenLog.SERVICE).proven().size() != entries) {
            throw new IllegalStateException("a log that is whole was not proven: " + verdict);
        }
        return perSecond;
    }
}
