package nl.privacyloket.request.evidence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.RequestFiles;
import nl.privacyloket.request.journal.FactKind;
import nl.privacyloket.request.journal.NotedFact;
import nl.privacyloket.request.journal.RequestJournal;

/**
 * Takes evidence in and destroys it: once it is established who asks, or that it cannot be, and at the latest when the request
 * is withdrawn or closed, in the transaction of that step.
 */
@ApplicationScoped
public class HandedIn {

    private static final Set<FactKind> NO_LONGER_NEEDED =
            EnumSet.of(FactKind.IDENTITY_VERIFIED, FactKind.IDENTITY_NOT_VERIFIED, FactKind.WITHDRAWN, FactKind.CLOSED);

    private final EvidenceStore store;
    private final RequestFiles files;
    private final RequestJournal journal;

    HandedIn(EvidenceStore store, RequestFiles files, RequestJournal journal) {
        this.store = store;
        this.files = files;
        this.journal = journal;
    }

    /** Stores a file; the revision of the request grows, as who looked at an earlier file has not seen this one. */
    @Transactional(TxType.MANDATORY)
    public void take(RequestFile file, Evidence evidence, byte[] content) {
        store.put(file.id(), evidence, content);
        files.markChanged(file);
        journal.note(
                file,
                evidence.kind().received(),
                RequestJournal.SUBJECT,
                evidence.receivedAt(),
                Map.of("inspection", evidence.inspection()));
    }

    void destroy(@Observes NotedFact fact) {
        if (!NO_LONGER_NEEDED.contains(fact.kind())) {
            return;
        }
        for (EvidenceKind kind : EvidenceKind.values()) {
            if (store.remove(fact.file().id(), kind)) {
                journal.note(fact.file(), kind.destroyed(), fact.actor(), fact.at(), Map.of());
            }
        }
    }
}
