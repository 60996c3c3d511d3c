package nl.privacyloket.request.export;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.request.RequestServiceConfig;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.RequestFiles;
import nl.privacyloket.request.journal.FactKind;
import nl.privacyloket.request.journal.RequestEvents;
import nl.privacyloket.request.journal.RequestFacts;
import nl.privacyloket.request.journal.RequestJournal;
import nl.privacyloket.request.journal.SealedParties;

/** Tells a person once that a package which nobody has fetched goes soon. */
@ApplicationScoped
class ExportReminders {

    private final RequestFiles files;
    private final ExportPackages packages;
    private final RequestFacts facts;
    private final SealedParties parties;
    private final RequestJournal journal;
    private final Duration before;
    private final Clock clock;

    ExportReminders(
            RequestFiles files,
            ExportPackages packages,
            RequestFacts facts,
            SealedParties parties,
            RequestJournal journal,
            RequestServiceConfig config,
            Clock clock) {
        this.files = files;
        this.packages = packages;
        this.facts = facts;
        this.parties = parties;
        this.journal = journal;
        this.before = config.export().reminder();
        this.clock = clock;
    }

    /** Requests whose package goes soon and of which it was not looked at yet whether to remind. */
    @Transactional
    List<UUID> due() {
        return packages.expiring(now(), before);
    }

    /**
     * Looks at one. Who has fetched the package, or had it sent on, is left alone; so is who was told of it only just now, because
     * it is there for no longer than this.
     */
    @Transactional(TxType.REQUIRES_NEW)
    void remind(UUID request) {
        Optional<RequestFile> file = files.lock(request);
        Optional<ExportPackage> found = packages.findByIdOptional(request).filter(kept -> !kept.isReminded());
        if (file.isEmpty() || found.isEmpty()) {
            return;
        }
        Instant now = now();
        found.get().reminded(now);
        boolean fetched = facts.has(request, FactKind.EXPORT_DOWNLOADED, FactKind.TRANSFERRED);
        if (!fetched && !found.get().madeAt().plus(before).isAfter(now)) {
            journal.note(
                    file.get(),
                    FactKind.EXPORT_EXPIRING,
                    RequestJournal.SELF,
                    now,
                    Map.of("until", found.get().expiresAt().toString()),
                    RequestEvents.exportExpiring(file.get(), parties.contact(file.get()), now));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
