package nl.privacyloket.retention.casework;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import nl.privacyloket.retention.casework.Facts.VerifiedCategory;
import nl.privacyloket.retention.casework.HeldParts.Part;
import nl.privacyloket.retention.execution.CaseState;
import nl.privacyloket.retention.execution.Command;
import nl.privacyloket.retention.hold.Hold;
import nl.privacyloket.retention.plan.Holding;
import nl.privacyloket.retention.plan.ReadBack;
import nl.privacyloket.retention.system.DataSystems;

/** What came of an erasure: as planned or not, what stays until when, and what waits for a hold. */
@ApplicationScoped
class ErasureOutcomes {

    private final SystemTasks tasks;
    private final StoredPlans plans;
    private final DataSystems systems;
    private final Planner planner;
    private final HeldParts parts;
    private final Releases releases;
    private final TaskFailures failures;
    private final ErasureProof proof;
    private final Facts facts;
    private final Clock clock;

    ErasureOutcomes(
            SystemTasks tasks,
            StoredPlans plans,
            DataSystems systems,
            Planner planner,
            HeldParts parts,
            Releases releases,
            TaskFailures failures,
            ErasureProof proof,
            Facts facts,
            Clock clock) {
        this.tasks = tasks;
        this.plans = plans;
        this.systems = systems;
        this.planner = planner;
        this.parts = parts;
        this.releases = releases;
        this.failures = failures;
        this.proof = proof;
        this.facts = facts;
        this.clock = clock;
    }

    /**
     * A system has said what is left.
     *
     * @return whether that is as the plan says; if not, the task is failed and people are told
     */
    boolean isAsPlanned(RequestCase request, SystemTask readBack) {
        var plan = plans.shown(request).orElseThrow().plan().only(request.categories());
        var found = readBack.holdings().stream()
                .filter(holding -> isGranted(request, holding.category()))
                .filter(concerns(request))
                .toList();
        var instructions = tasks.current(request, readBack.system(), Command.ERASE)
                .map(SystemTask::instructions)
                .orElse(List.of());
        var deviation = ReadBack.compare(plan, readBack.system(), instructions, found);
        deviation.ifPresent(which -> failures.forGood(request, readBack, which.wireName()));
        return deviation.isEmpty();
    }

    /** What was not asked about or not granted is left alone, and nobody's business here. */
    private static boolean isGranted(RequestCase request, String category) {
        return request.categories().isEmpty() || request.categories().contains(category);
    }

    /** What was not kept by the hold that the case waited for was read back before. */
    private Predicate<Holding> concerns(RequestCase request) {
        if (!request.continues()) {
            return holding -> true;
        }
        var kept = parts.of(request);
        return holding -> kept.has(holding.system(), holding.category());
    }

    /** Ends the case when every system that was asked for the plan has shown what is left. */
    void completeWhenAllIsReadBack(RequestCase request) {
        var planned = tasks.planning(request);
        var readBack = tasks.current(request, Command.VERIFY_READ_BACK).stream()
                .filter(SystemTask::isDone)
                .map(SystemTask::system)
                .toList();
        if (planned.isEmpty()
                || !planned.stream().map(SystemTask::system).allMatch(readBack::contains)
                || !allOthersWereTold(request, planned)) {
            return;
        }
        var stored = plans.shown(request).orElseThrow();
        var plan = stored.plan();
        var verified = new ArrayList<VerifiedCategory>();
        for (var task : planned) {
            var categories = new TreeSet<>(plan.categories(task.system()));
            if (!request.continues()) {
                categories.addAll(systems.findById(task.system()).categories());
            }
            categories.stream()
                    .filter(category -> isGranted(request, category))
                    .forEach(category -> verified.add(new VerifiedCategory(task.system(), category)));
        }
        var outcome = plan.granting(request.grantedCategories());
        var backupsUntil = proof.issue(request, stored, planner.policy(request), false);
        facts.completed(request, plan, outcome, verified, backupsUntil);
        setDownReleases(request, planned.stream().map(SystemTask::system).toList());
        if (waitsForHolds(request)) {
            request.become(CaseState.HELD);
        } else {
            parts.replace(request, List.of());
            request.end(CaseState.COMPLETED, clock.instant());
        }
    }

    /** Systems that cannot be asked for a plan: recipients are told by mail, and what is left to people stays open. */
    private boolean allOthersWereTold(RequestCase request, List<SystemTask> planned) {
        var asked = planned.stream().map(SystemTask::system).toList();
        return tasks.current(request, Command.ERASE).stream()
                .filter(task -> !asked.contains(task.system()))
                .allMatch(SystemTask::isTold);
    }

    /** People close a request though not every system has shown that it did what was decided: what is known is certified. */
    void overridden(RequestCase request) {
        if (request.state() == CaseState.EXECUTING && !request.continues()) {
            var stored = plans.shown(request).orElseThrow();
            proof.issue(request, stored, planner.policy(request), true);
        }
    }

    /**
     * People have closed the request. What the plan holds back goes all the same when its hold has ended: that was decided.
     *
     * @return whether the case goes on without the request
     */
    boolean outlivesRequest(RequestCase request) {
        if (request.state() == CaseState.HELD
                || (request.continues() && !request.state().hasEnded())) {
            return true;
        }
        if (request.state() != CaseState.EXECUTING || !request.isErasure()) {
            return false;
        }
        // What was told to erase may have done so, whatever it said or showed: what it kept then goes in its time.
        setDownReleases(
                request,
                tasks.all(request.requestId()).stream()
                        .filter(task -> task.command() == Command.ERASE
                                || (task.command() == Command.VERIFY_READ_BACK && task.isDone()))
                        .map(SystemTask::system)
                        .toList());
        if (!waitsForHolds(request)) {
            return false;
        }
        tasks.current(request, Command.values()).forEach(SystemTask::giveUp);
        request.recover();
        request.become(CaseState.HELD);
        return true;
    }

    private void setDownReleases(RequestCase request, List<String> concerned) {
        var verdicts = plans.shown(request).orElseThrow().plan().only(request.categories()).verdicts().stream()
                .filter(verdict -> concerned.contains(verdict.system()))
                .toList();
        releases.setDown(request, verdicts, planner.policy(request).rules());
    }

    /** Notes what waits, and for which hold: one that has ended meanwhile is none any more. */
    boolean waitsForHolds(RequestCase request) {
        var held = plans.shown(request)
                .orElseThrow()
                .plan()
                .only(request.categories())
                .held();
        if (held.isEmpty()) {
            return false;
        }
        parts.replace(
                request,
                held.stream()
                        .map(verdict -> new Part(
                                verdict.system(),
                                verdict.category(),
                                planner.hold(request, verdict.system(), verdict.category())
                                        .map(Hold::holdId)
                                        .orElse(null)))
                        .toList());
        return true;
    }
}
