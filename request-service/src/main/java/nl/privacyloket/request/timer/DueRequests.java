package nl.privacyloket.request.timer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.request.deadline.DeadlineAlarms;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.RequestFiles;
import nl.privacyloket.request.journal.CaseworkEvents;
import nl.privacyloket.request.journal.FactKind;
import nl.privacyloket.request.journal.RequestJournal;
import nl.privacyloket.request.policy.PolicyCatalogue;

/**
 * Tells of operative dates, each once: what a request is to be told of next stands in its own row and moves on with the
 * fact, so neither several instances nor a long stop tell anything twice or not at all.
 */
@ApplicationScoped
class DueRequests {

    private final RequestFiles files;
    private final PolicyCatalogue policies;
    private final RequestJournal journal;

    DueRequests(RequestFiles files, PolicyCatalogue policies, RequestJournal journal) {
        this.files = files;
        this.policies = policies;
        this.journal = journal;
    }

    @Transactional(TxType.REQUIRES_NEW)
    List<UUID> find(Instant now) {
        return files.alarming(now);
    }

    /** Tells of those that nobody else is at; the others are found again next time. */
    @Transactional(TxType.REQUIRES_NEW)
    int tell(List<UUID> ids, Instant now) {
        List<RequestFile> claimed = files.lockAlarming(ids, now);
        claimed.forEach(file -> tell(file, now));
        return claimed.size();
    }

    /** A date that passed while nobody looked is overdue; that it was near is no news any more. */
    private void tell(RequestFile file, Instant now) {
        DeadlineAlarms alarms = policies.alarms(file.organisation(), file.policyVersion());
        Instant overdueAt = alarms.overdueAt(file.dates().dueOn());
        Map<String, String> facts = Map.of("dueOn", file.dates().dueOn().toString());
        if (now.isBefore(overdueAt)) {
            file.alarmNextAt(overdueAt);
            journal.note(file, FactKind.DUE_SOON, RequestJournal.SELF, now, facts, CaseworkEvents.dueSoon(file, now));
        } else {
            file.alarmNextAt(null);
            journal.note(file, FactKind.OVERDUE, RequestJournal.SELF, now, facts, CaseworkEvents.overdue(file, now));
        }
    }
}
