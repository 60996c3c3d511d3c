package nl.privacyloket.stack.demo;

import java.util.Set;
import java.util.TreeSet;
import nl.privacyloket.audit.verify.record.Delivered;
import nl.privacyloket.audit.verify.record.Entry;
import nl.privacyloket.audit.verify.source.AuditSource;

/** Collects which requests the entries of audit logs are about. */
final class RequestsTold implements AuditSource.Receiver {
    private final Set<String> ids = new TreeSet<>();

    @Override
    public void accept(Delivered delivered) {
        if (delivered.content() instanceof Entry entry && entry.requestId() != null) {
            ids.add(entry.requestId());
        }
    }

    Set<String> ids() {
        return ids;
    }
}
