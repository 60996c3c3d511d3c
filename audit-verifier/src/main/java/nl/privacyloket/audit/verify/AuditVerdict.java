package nl.privacyloket.audit.verify;

import java.util.List;
import nl.privacyloket.audit.verify.log.LogVerdict;
import nl.privacyloket.audit.verify.log.LogVerdict.Verdict;
import nl.privacyloket.audit.verify.reconcile.Discrepancy;

/**
 * The answer over all logs.
 *
 * @param logs by name
 * @param strays records that belong to no log, in words
 * @param discrepancies between logs; null when they were not laid side by side
 */
public record AuditVerdict(List<LogVerdict> logs, List<String> strays, List<Discrepancy> discrepancies) {
    /** Complete and unaltered. */
    public static final int SOUND = 0;

    /** Tampered with, incomplete, or logs that contradict each other. */
    public static final int TAMPERED = 1;

    /** Cannot be judged. */
    public static final int UNJUDGED = 2;

    public AuditVerdict {
        logs = List.copyOf(logs);
        strays = List.copyOf(strays);
        discrepancies = discrepancies == null ? null : List.copyOf(discrepancies);
    }

    /** For scripts. What was tampered with counts before what cannot be judged. */
    public int exitCode() {
        if (!strays.isEmpty()
                || (discrepancies != null && !discrepancies.isEmpty())
                || logs.stream().anyMatch(log -> log.verdict() == Verdict.TAMPERED)) {
            return TAMPERED;
        }
        return logs.isEmpty() || logs.stream().anyMatch(log -> log.verdict() == Verdict.UNJUDGED) ? UNJUDGED : SOUND;
    }

    /** The verdict on one log, or null. */
    public LogVerdict of(String log) {
        return logs.stream().filter(one -> one.log().equals(log)).findFirst().orElse(null);
    }
}
