package nl.privacyloket.audit.verify.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import nl.privacyloket.audit.verify.AuditVerdict;
import nl.privacyloket.audit.verify.TrustedKeys;
import nl.privacyloket.audit.verify.UnusableInputException;
import nl.privacyloket.audit.verify.VerifyRun;
import nl.privacyloket.audit.verify.source.FileSource;

/** How fast a log in a file is read: hashed as plain bytes, and verified. Entries a second. */
public final class LogSpeed {
    /** Hashing is over in a fraction of a second; read so often, it lasts about as long as verifying. */
    private static final int TIMES = 4;

    private final BenchLog log;

    /** @param log what is read */
    public LogSpeed(BenchLog log) {
        this.log = log;
    }

    /** Plain SHA-256 over the file, by one processor. */
    public double hashed() throws IOException, NoSuchAlgorithmException {
        long begin = System.nanoTime();
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[256 * 1024];
        for (int i = 0; i < TIMES; i++) {
            try (InputStream in = Files.newInputStream(log.file())) {
                for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                    digest.update(buffer, 0, read);
                }
            }
        }
        if (digest.digest().length != 32) {
            throw new IllegalStateException("this is no SHA-256");
        }
        return TIMES * rate(begin);
    }

    /** All that {@code verify --file} does, to the verdict, which must be that the log is complete. */
    public double verified() throws UnusableInputException, InterruptedException {
        TrustedKeys keys = new TrustedKeys();
        keys.add(log.key());
        FileSource source = new FileSource(List.of(log.file()), keys, false);
        long begin = System.nanoTime();
        AuditVerdict verdict = new VerifyRun(keys, List.of(source), List.of(), List.of(), null, null, Set.of(), null)
                .run(Clock.systemUTC(), records -> {});
        double rate = rate(begin);
        if (verdict.exitCode() != 0 || verdict.of(BenchLog.LOG).proven().size() != log.entries()) {
            throw new IllegalStateException("the log is complete, and was not found so");
        }
        return rate;
    }

    private double rate(long begin) {
        return log.entries() / ((System.nanoTime() - begin) / 1e9);
    }
}
