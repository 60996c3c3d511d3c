package nl.privacyloket.request.closing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nl.privacyloket.request.export.Exports;
import nl.privacyloket.request.file.AwaitedPart;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.RequestTask;
import nl.privacyloket.request.file.RequestTasks;
import nl.privacyloket.request.file.Restrictions;
import nl.privacyloket.request.file.SealedFields;
import nl.privacyloket.request.journal.FactKind;
import nl.privacyloket.request.journal.RequestJournal;
import nl.privacyloket.request.law.Right;
import nl.privacyloket.request.state.IllegalStepException;

/** Closes what would otherwise wait for a data system for ever. */
@ApplicationScoped
class Closings {

    private final RequestTasks tasks;
    private final Restrictions restrictions;
    private final Exports exports;
    private final SealedFields fields;
    private final RequestJournal journal;
    private final Clock clock;

    Closings(
            RequestTasks tasks,
            Restrictions restrictions,
            Exports exports,
            SealedFields fields,
            RequestJournal journal,
            Clock clock) {
        this.tasks = tasks;
        this.restrictions = restrictions;
        this.exports = exports;
        this.fields = fields;
        this.journal = journal;
        this.clock = clock;
    }

    /** Systems that have not answered, or have and said that they bring a part; those that did bring it do no harm here. */
    private static List<String> notBrought(RequestFile file, List<String> unanswered) {
        List<AwaitedPart> awaited = file.execution().awaitedParts();
        Stream<String> announced =
                awaited == null ? Stream.of() : awaited.stream().map(AwaitedPart::system);
        return Stream.concat(unanswered.stream(), announced).distinct().toList();
    }

    /**
     * Closes a locked request with the outcome that was decided, whatever its tasks say.
     *
     * @throws IllegalStepException when nothing is decided, or it is closed
     */
    @Transactional(TxType.MANDATORY)
    void override(RequestFile file, String reason, String actor) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<String> unanswered = tasks.of(file.id()).stream()
                .filter(task -> !task.state().equals("done"))
                .map(RequestTask::system)
                .distinct()
                .toList();
        if (file.right().endsWithExport()) {
            exports.handOutWhatIsThere(file, notBrought(file, unanswered));
        }
        file.override(actor, fields.seal(file.id(), "closing_reason", reason), now);
        if (file.right() == Right.RESTRICTION) {
            // It holds where systems answered or people did it by hand, and is lifted in the order of the law.
            restrictions.begin(file, now);
        }
        journal.note(file, FactKind.OVERRIDDEN, actor, now, Map.of("openTasks", Integer.toString(unanswered.size())));
        journal.noteClosed(file, actor, now);
    }
}
