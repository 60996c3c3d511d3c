package nl.privacyloket.retention.casework;

import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.privacyloket.retention.backup.BackupEnd;
import nl.privacyloket.retention.backup.Backups;
import nl.privacyloket.retention.casework.SystemTask.StoredOutcome;
import nl.privacyloket.retention.certificate.Certificate;
import nl.privacyloket.retention.certificate.Certificate.CategoryPart;
import nl.privacyloket.retention.certificate.Certificate.NotChecked;
import nl.privacyloket.retention.certificate.Certificate.SystemPart;
import nl.privacyloket.retention.certificate.Certificate.VerdictPart;
import nl.privacyloket.retention.certificate.Certificates;
import nl.privacyloket.retention.execution.Command;
import nl.privacyloket.retention.plan.ErasurePlan;
import nl.privacyloket.retention.plan.Verdict;
import nl.privacyloket.retention.plan.VerdictKind;
import nl.privacyloket.retention.policy.PolicyVersion;
import nl.privacyloket.retention.rule.RetentionRule;
import nl.privacyloket.retention.system.DataSystem;
import nl.privacyloket.retention.system.DataSystems;

/** Proves an erasure when it has come to its end: the certificate, and until when backups hold what went. */
@ApplicationScoped
class ErasureProof {

    private final SystemTasks tasks;
    private final StoredPlans plans;
    private final DataSystems systems;
    private final Backups backups;
    private final Certificates certificates;
    private final Clock clock;

    ErasureProof(
            SystemTasks tasks,
            StoredPlans plans,
            DataSystems systems,
            Backups backups,
            Certificates certificates,
            Clock clock) {
        this.tasks = tasks;
        this.plans = plans;
        this.systems = systems;
        this.backups = backups;
        this.certificates = certificates;
        this.clock = clock;
    }

    /**
     * Issues the certificate of an erasure that has ended, with the running transaction.
     *
     * @param stored the plan that the decision named
     * @param overridden whether people ended it before every system had shown that it was done
     * @return the day on which the last backup has forgotten too; {@code null} when there is none or it is not known
     */
    LocalDate issue(RequestCase request, StoredPlan stored, PolicyVersion policy, boolean overridden) {
        var now = clock.instant();
        var outcome = decided(request, stored).granting(request.grantedCategories());
        var all = tasks.all(request.requestId());
        var parts = new ArrayList<SystemPart>();
        var notChecked = new ArrayList<NotChecked>();
        var ofSystems = all.stream()
                .filter(task -> task.command() == Command.VERIFY_PLAN)
                .map(SystemTask::system)
                .distinct()
                .sorted()
                .toList();
        for (var system : ofSystems) {
            var part = new Part(request, systems.findById(system), ofSystem(all, system), outcome, policy);
            parts.add(part.shown());
            notChecked.addAll(part.notChecked());
        }
        all.stream()
                .filter(task -> task.command() == Command.ERASE)
                .filter(task -> task.isTold() || (task.isByHand() && task.round() == request.round()))
                .map(task ->
                        new NotChecked(task.system(), null, task.isTold() ? NotChecked.TOLD : NotChecked.BY_HAND, null))
                .forEach(notChecked::add);
        notChecked.addAll(outOfReach(request, policy));
        var backupsUntil = parts.stream()
                .map(SystemPart::backupsUntil)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
        certificates.issue(new Certificate(
                UUID.randomUUID(),
                Certificate.REQUEST,
                request.organisation(),
                request.requestId(),
                request.reference(),
                null,
                stored.policyVersion(),
                stored.hash(),
                request.categories(),
                startedAt(all, now),
                now,
                overridden,
                parts,
                notChecked,
                backupsUntil,
                now));
        return backupsUntil;
    }

    /** With what had been decided before about the rest, when the last plan was about what a hold had kept. */
    private ErasurePlan decided(RequestCase request, StoredPlan stored) {
        if (!request.continues()) {
            return stored.plan();
        }
        var latest = new TreeMap<String, List<Verdict>>();
        for (var plan : plans.list("requestId", Sort.by("plannedAt"), request.requestId())) {
            var bySystemAndCategory = plan.plan().verdicts().stream()
                    .collect(Collectors.groupingBy(verdict -> verdict.system() + " " + verdict.category()));
            latest.putAll(bySystemAndCategory);
        }
        return new ErasurePlan(
                request.requestId(),
                latest.values().stream().flatMap(List::stream).toList());
    }

    private static List<SystemTask> ofSystem(List<SystemTask> all, String system) {
        return all.stream().filter(task -> task.system().equals(system)).toList();
    }

    private static Instant startedAt(List<SystemTask> all, Instant now) {
        return all.stream()
                .filter(task -> task.command() == Command.ERASE || task.command() == Command.VERIFY_READ_BACK)
                .map(SystemTask::createdAt)
                .min(Comparator.naturalOrder())
                .orElse(now);
    }

    /** What the policy, or the person, speaks of and no registered system holds. */
    private List<NotChecked> outOfReach(RequestCase request, PolicyVersion policy) {
        var held = systems.concerned(request.organisation(), List.of()).stream()
                .flatMap(system -> system.categories().stream())
                .toList();
        var spokenOf = request.categories().isEmpty()
                ? policy.rules().rules().stream().map(RetentionRule::category)
                : request.categories().stream();
        return spokenOf.distinct()
                .sorted()
                .filter(category -> !held.contains(category))
                .map(category -> new NotChecked(null, category, NotChecked.NO_SYSTEM, null))
                .toList();
    }

    /** What one system did for a request, over all rounds. */
    private final class Part {
        private final RequestCase request;
        private final DataSystem system;
        private final List<SystemTask> erased;
        private final List<StoredOutcome> outcomes;
        private final SystemTask readBack;
        private final List<Verdict> verdicts;
        private final LocalDate backupsUntil;
        private final boolean anythingWent;

        private Part(
                RequestCase request,
                DataSystem system,
                List<SystemTask> ofSystem,
                ErasurePlan outcome,
                PolicyVersion policy) {
            this.request = request;
            this.system = system;
            this.erased = ofSystem.stream()
                    .filter(task -> task.command() == Command.ERASE)
                    .toList();
            this.outcomes =
                    erased.stream().flatMap(task -> task.outcomes().stream()).toList();
            this.readBack = readBack(ofSystem);
            this.verdicts = outcome.verdictsFor(system.id());
            var gone = outcomes.stream()
                    .filter(line -> line.erased() + line.anonymised() > 0)
                    .map(StoredOutcome::category)
                    .distinct()
                    .toList();
            this.anythingWent = !gone.isEmpty();
            this.backupsUntil = anythingWent ? keepBackups(gone, policy) : null;
        }

        /** The last one, unless the system was told to erase after it. */
        private SystemTask readBack(List<SystemTask> ofSystem) {
            var lastErased = erased.stream().map(SystemTask::createdAt).max(Comparator.naturalOrder());
            return ofSystem.stream()
                    .filter(task -> task.command() == Command.VERIFY_READ_BACK && task.isDone())
                    .filter(task -> lastErased.isEmpty() || !task.createdAt().isBefore(lastErased.get()))
                    .max(Comparator.comparing(SystemTask::createdAt))
                    .orElse(null);
        }

        private LocalDate keepBackups(List<String> gone, PolicyVersion policy) {
            var erasedOn = erased.stream()
                    .map(SystemTask::answeredAt)
                    .filter(Objects::nonNull)
                    .max(Comparator.naturalOrder())
                    .map(at -> LocalDate.ofInstant(at, policy.zone()))
                    .orElseGet(() -> policy.today(clock));
            var until =
                    BackupEnd.of(erasedOn, policy, gone, system.backupWindow()).orElse(null);
            if (until != null) {
                backups.keep(request.organisation(), request.requestId(), null, system.id(), erasedOn, until);
            }
            return until;
        }

        private SystemPart shown() {
            var categories = new TreeSet<String>();
            verdicts.forEach(verdict -> categories.add(verdict.category()));
            outcomes.forEach(line -> categories.add(line.category()));
            system.categories().stream().filter(this::isAsked).forEach(categories::add);
            return new SystemPart(
                    system.id(),
                    categories.stream().map(this::category).toList(),
                    erased.stream().mapToInt(SystemTask::attempts).sum(),
                    readBack == null ? null : readBack.answeredAt(),
                    backupsUntil);
        }

        private boolean isAsked(String category) {
            return request.categories().isEmpty() || request.categories().contains(category);
        }

        private CategoryPart category(String category) {
            var decided = verdicts.stream()
                    .filter(verdict -> verdict.category().equals(category))
                    .toList();
            var done = outcomes.stream()
                    .filter(line -> line.category().equals(category))
                    .toList();
            return new CategoryPart(
                    category,
                    decided.stream()
                            .map(verdict -> new VerdictPart(
                                    verdict.verdict().wireName(), verdict.until(), verdict.basis(), verdict.holdings()))
                            .toList(),
                    done.stream().mapToLong(StoredOutcome::erased).sum(),
                    done.stream().mapToLong(StoredOutcome::anonymised).sum(),
                    0,
                    // What stays is the same in each round; the last to say so is right.
                    done.isEmpty() ? 0 : done.get(done.size() - 1).retained(),
                    readBack != null && isAsked(category) && decided.stream().noneMatch(this::isHeld));
        }

        private boolean isHeld(Verdict verdict) {
            return verdict.verdict() == VerdictKind.HELD;
        }

        private List<NotChecked> notChecked() {
            var held = verdicts.stream()
                    .filter(this::isHeld)
                    .map(verdict -> new NotChecked(system.id(), verdict.category(), NotChecked.HELD, verdict.until()));
            var unanswered = readBack == null
                    ? Stream.of(new NotChecked(system.id(), null, NotChecked.NOT_ANSWERED, null))
                    : Stream.<NotChecked>empty();
            var inBackups = !anythingWent
                    ? Stream.<NotChecked>empty()
                    : Stream.of(new NotChecked(
                            system.id(),
                            null,
                            backupsUntil == null ? NotChecked.BACKUPS_UNKNOWN : NotChecked.BACKUPS,
                            backupsUntil));
            return Stream.of(unanswered, held, inBackups)
                    .flatMap(lines -> lines)
                    .toList();
        }
    }
}
