package nl.privacyloket.retention.casework;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import nl.privacyloket.messaging.inbox.NotReadyException;
import nl.privacyloket.retention.casework.Facts.VerifiedCategory;
import nl.privacyloket.retention.casework.HeldParts.Part;
import nl.privacyloket.retention.execution.CaseState;
import nl.privacyloket.retention.execution.Command;
import nl.privacyloket.retention.execution.TaskState;
import nl.privacyloket.retention.hold.Hold;
import nl.privacyloket.retention.plan.ErasurePlan;
import nl.privacyloket.retention.plan.Holding;
import nl.privacyloket.retention.plan.ReadBack;
import nl.privacyloket.retention.system.Capability;
import nl.privacyloket.retention.system.DataSystem;
import nl.privacyloket.retention.system.DataSystems;

/**
 * The course of an erasure: ask what is held, plan, wait for the decision that names the plan, erase, read back. Each step
 * runs in the transaction of the event that sets it off, with the case locked.
 */
@ApplicationScoped
class Erasures {

    private final SystemTasks tasks;
    private final StoredPlans plans;
    private final DataSystems systems;
    private final Planner planner;
    private final HeldParts parts;
    private final Releases releases;
    private final CommandSender sender;
    private final RecipientNotices notices;
    private final TaskFailures failures;
    private final ErasureProof proof;
    private final Facts facts;
    private final Clock clock;

    Erasures(
            SystemTasks tasks,
            StoredPlans plans,
            DataSystems systems,
            Planner planner,
            HeldParts parts,
            Releases releases,
            CommandSender sender,
            RecipientNotices notices,
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
        this.sender = sender;
        this.notices = notices;
        this.failures = failures;
        this.proof = proof;
        this.facts = facts;
        this.clock = clock;
    }

    /**
     * Asks every system of the organisation what it holds.
     *
     * @throws NotReadyException while the policy of the request has not arrived here: without its rules a plan would erase
     *     what the law demands to keep
     */
    void beginPlanning(RequestCase request) {
        planner.policy(request);
        ask(request, systemsToAsk(request));
        planWhenAllHaveAnswered(request);
    }

    /** What a hold kept is asked about where it was kept; otherwise every system may hold something. */
    private List<String> systemsToAsk(RequestCase request) {
        var erasable = erasableSystems(request);
        return request.continues()
                ? parts.of(request).systems().stream()
                        .filter(erasable::contains)
                        .toList()
                : erasable;
    }

    /** Registered systems with something of what was asked about, that cannot be commanded to erase. */
    private List<DataSystem> systemsWithoutCommands(RequestCase request) {
        if (request.continues()) {
            var asked = systemsToAsk(request);
            return parts.of(request).systems().stream()
                    .filter(system -> !asked.contains(system))
                    .map(systems::findById)
                    .toList();
        }
        return systems.concerned(request.organisation(), request.categories()).stream()
                .filter(system -> !system.can(Capability.ERASE, Capability.VERIFY))
                .toList();
    }

    private void tellOrLeaveToPeople(RequestCase request, DataSystem system) {
        if (system.isToldByMail()) {
            notices.tell(request, system, Command.ERASE);
        } else {
            sender.byHand(request, system.id(), Command.ERASE);
        }
    }

    private void ask(RequestCase request, List<String> asked) {
        asked.forEach(system -> sender.send(request, system, Command.VERIFY_PLAN));
    }

    private List<String> erasableSystems(RequestCase request) {
        return systems.able(request.organisation(), Capability.ERASE, Capability.VERIFY).stream()
                .map(DataSystem::id)
                .toList();
    }

    /** A system has said what it holds. */
    void planWhenAllHaveAnswered(RequestCase request) {
        if (request.state() != CaseState.PLANNING
                || !tasks.planning(request).stream().allMatch(SystemTask::isDone)) {
            return;
        }
        var isFirst = request.planId() == null;
        var now = planner.plan(request);
        var stored = show(request, now);
        request.become(CaseState.PLANNED);
        request.recover();
        var decided = request.decidedHash();
        request.decisionIsAnswered();
        if (request.continues()) {
            request.become(CaseState.EXECUTING);
            execute(request, now);
            return;
        }
        if (decided == null || isFirst) {
            facts.planned(request, stored, now.plan());
        }
        if (tasks.planning(request).isEmpty()) {
            // The plan is empty because nobody could be asked, not because nothing is held; who decides must know.
            failures.stuck(request, null, TaskFailures.NO_SYSTEM);
        }
        if (decided != null) {
            executeIfNamed(request, decided, now);
        }
    }

    private StoredPlan show(RequestCase request, PlanOfNow now) {
        var stored = new StoredPlan(
                now.plan(), request.organisation(), now.policy().version(), now.today(), clock.instant());
        plans.persist(stored);
        request.show(stored);
        return stored;
    }

    /**
     * An erasure was granted. It is carried out when the plan that the decision names is the plan of now, and refused
     * otherwise.
     *
     * @param categories what it is granted for; empty for all that it is about
     */
    void granted(RequestCase request, String decidedHash, List<String> categories) {
        switch (request.state()) {
            case PLANNING -> {
                if (!request.continues()) {
                    request.grant(categories, null);
                    request.awaitPlanFor(decidedHash);
                }
            }
            case PLANNED -> {
                request.grant(categories, null);
                decide(request, decidedHash);
            }
            case EXECUTING -> {
                if (request.failure() != null) {
                    retry(request);
                }
            }
            default -> {
                // The case has ended, or waits for a hold to end: the same decision a second time.
            }
        }
    }

    private void decide(RequestCase request, String decidedHash) {
        var asked = tasks.planning(request).stream().map(SystemTask::system).toList();
        var notAsked = erasableSystems(request).stream()
                .filter(system -> !asked.contains(system))
                .toList();
        if (!notAsked.isEmpty()) {
            // Registered after the plan was made: the plan of now is known when they have answered too.
            request.become(CaseState.PLANNING);
            request.awaitPlanFor(decidedHash);
            ask(request, notAsked);
            return;
        }
        executeIfNamed(request, decidedHash, planner.plan(request));
    }

    private void executeIfNamed(RequestCase request, String decidedHash, PlanOfNow now) {
        var plan = now.plan();
        var shown = plans.shown(request).map(StoredPlan::hash).orElse(null);
        if (!plan.hash().equals(shown)) {
            show(request, now);
        }
        if (plan.hash().equals(decidedHash)) {
            request.become(CaseState.EXECUTING);
            facts.started(request, plan);
            execute(request, now);
        } else {
            facts.drifted(request, decidedHash, plan);
        }
    }

    private void execute(RequestCase request, PlanOfNow now) {
        systemsWithoutCommands(request).forEach(system -> tellOrLeaveToPeople(request, system));
        if (tasks.planning(request).isEmpty()) {
            request.recover();
            failures.stuck(request, null, TaskFailures.NO_SYSTEM);
            return;
        }
        tasks.planning(request).forEach(planned -> execute(request, now, planned.system()));
        completeWhenAllIsReadBack(request);
    }

    private void execute(RequestCase request, PlanOfNow now, String system) {
        var instructions = now.instructions(request, system);
        if (instructions.isEmpty()) {
            sender.send(request, system, Command.VERIFY_READ_BACK);
        } else {
            sender.erase(request, system, instructions, now.holds());
        }
    }

    /**
     * A hold came after an erasure was commanded, and may concern it: the system has changed nothing. When the plan is the
     * same all the same, because the hold keeps other data, it goes on; else the plan of now has to be decided on.
     */
    void permitRevoked(RequestCase request, SystemTask revoked) {
        var now = planner.plan(request);
        if (now.plan().hash().equals(shownPlan(request).hash())) {
            revoked.supersede();
            // The other command takes its place in the database too.
            tasks.flush();
            execute(request, now, revoked.system());
        } else {
            planAnew(request);
        }
    }

    /** What a hold kept may go: it is planned anew and carried out without another decision. */
    void goOn(RequestCase request) {
        request.goOn();
        facts.continued(request);
        beginPlanning(request);
    }

    /** A system has erased: now it is asked, separately, what is left. */
    void readBack(RequestCase request, SystemTask erased) {
        sender.send(request, erased.system(), Command.VERIFY_READ_BACK);
    }

    /**
     * A system has said what is left.
     *
     * @return whether that is as the plan says; if not, the task is failed and people are told
     */
    boolean isAsPlanned(RequestCase request, SystemTask readBack) {
        var plan = shownPlan(request).only(request.categories());
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
        var plan = shownPlan(request);
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
        facts.completed(request, plan, plan.granting(request.grantedCategories()), verified, prove(request, false));
        setDownReleases(request, planned.stream().map(SystemTask::system).toList());
        if (waitsForHolds(request)) {
            request.become(CaseState.HELD);
        } else {
            parts.replace(request, List.of());
            request.end(CaseState.COMPLETED, clock.instant());
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
        prove(request, true);
        setDownReleases(
                request,
                tasks.current(request, Command.VERIFY_READ_BACK).stream()
                        .filter(SystemTask::isDone)
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

    /** @return the day on which backups have forgotten too; {@code null} when there is none or it is not known */
    private LocalDate prove(RequestCase request, boolean overridden) {
        var stored = plans.shown(request).orElseThrow();
        var outcome = stored.plan().granting(request.grantedCategories());
        return proof.issue(request, stored, outcome, planner.policy(request), overridden);
    }

    private void setDownReleases(RequestCase request, List<String> readBack) {
        var verdicts = shownPlan(request).only(request.categories()).verdicts().stream()
                .filter(verdict -> readBack.contains(verdict.system()))
                .toList();
        releases.setDown(request, verdicts, planner.policy(request).rules());
    }

    /** Notes what waits, and for which hold: one that has ended meanwhile is none any more. */
    private boolean waitsForHolds(RequestCase request) {
        var held = shownPlan(request).only(request.categories()).held();
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

    /** Systems that cannot be asked for a plan: recipients are told by mail, and what is left to people stays open. */
    private boolean allOthersWereTold(RequestCase request, List<SystemTask> planned) {
        var asked = planned.stream().map(SystemTask::system).toList();
        return tasks.current(request, Command.ERASE).stream()
                .filter(task -> !asked.contains(task.system()))
                .allMatch(SystemTask::isTold);
    }

    private ErasurePlan shownPlan(RequestCase request) {
        return plans.shown(request).orElseThrow().plan();
    }

    /**
     * Takes up a case that does not get on without help. An execution that failed to run is run again; one whose outcome
     * is not as planned is planned anew, because what is held has changed.
     */
    void retry(RequestCase request) {
        var deviates = tasks.current(request, Command.VERIFY_READ_BACK).stream()
                .anyMatch(task ->
                        task.state() == TaskState.FAILED && !task.holdings().isEmpty());
        var asked = tasks.planning(request).stream().map(SystemTask::system).toList();
        var isToAskOthers = asked.isEmpty() || !asked.containsAll(systemsToAsk(request));
        if (request.state() != CaseState.EXECUTING) {
            giveUpRound(request);
            if (request.state() == CaseState.PLANNED) {
                request.become(CaseState.PLANNING);
            }
            beginPlanning(request);
            return;
        }
        var now = planner.plan(request);
        if (deviates
                || isToAskOthers
                || !now.plan().hash().equals(shownPlan(request).hash())) {
            planAnew(request);
        } else {
            giveUpRound(request);
            execute(request, now);
        }
    }

    /** Asks what is held now; the decision stands if the plan comes out the same, and after a hold in any case. */
    private void planAnew(RequestCase request) {
        giveUpRound(request);
        request.become(CaseState.PLANNING);
        if (!request.continues()) {
            request.awaitPlanFor(plans.shown(request).orElseThrow().hash());
        }
        beginPlanning(request);
    }

    private void giveUpRound(RequestCase request) {
        tasks.current(request, Command.values()).forEach(SystemTask::giveUp);
        request.nextRound();
    }
}
