package nl.privacyloket.connector.system;

import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.function.Function;
import nl.privacyloket.connector.mapping.SystemMapping;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.audit.CheckpointSettings;

/**
 * How the audit log of each data system is kept.
 *
 * @param signing how that of a system with such keys is signed
 * @param starts what it is told when the system is taken up
 * @param pseudonymsKept after how long without an act the key of an operator's pseudonym is destroyed
 */
public record LogKeeping(Function<KeyFolder, CheckpointSettings> signing, Starts starts, Period pseudonymsKept) {

    /** What the log of a data system is told of a start of the connector. */
    public interface Starts {
        /** @param keys those of the data system */
        List<AuditEntry> entries(SystemMapping mapping, KeyFolder keys, Instant at);
    }
}
