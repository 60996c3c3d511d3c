package nl.privacyloket.connector.system;

import java.time.Duration;
import java.time.Period;
import java.util.List;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.audit.CheckpointSettings;

/** How the audit logs of systems in tests are kept. */
final class KeptLogs {
    static final String CONFIGURATION = "0123456789abcdef0123456789abcdef";

    private KeptLogs() {}

    static LogKeeping signedAtOnce() {
        return new LogKeeping(
                folder -> new CheckpointSettings(
                        folder.auditSigners(), folder.auditKeys(), Duration.ZERO, Duration.ofHours(1)),
                (mapping, keys, at) -> List.of(
                        new AuditEntry(
                                at,
                                "-",
                                "system:" + mapping.system(),
                                "service.started",
                                "version",
                                "1.2.3",
                                "done",
                                null),
                        new AuditEntry(
                                at,
                                "-",
                                "system:" + mapping.system(),
                                "configuration.effective",
                                "configuration",
                                CONFIGURATION,
                                "done",
                                null)),
                Period.ofYears(7));
    }
}
