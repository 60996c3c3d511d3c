package nl.privacyloket.retention.casework;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import nl.privacyloket.messaging.inbox.NotReadyException;
import nl.privacyloket.retention.execution.CaseState;
import nl.privacyloket.retention.execution.Command;
import nl.privacyloket.retention.execution.TaskState;
import nl.privacyloket.retention.plan.ErasurePlan;
import nl.privacyloket.retention.plan.Verdict;
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
    private final SweptMeanwhile swept;
    private final HeldParts parts;
    private final ErasureOutcomes outcomes;
    private final CommandSender sender;
    private final RecipientNotices notices;
    private final TaskFailures failures;
    private final Facts facts;
    private final Clock clock;

    Erasures(
            SystemTasks tasks,
            StoredPlans plans,
            DataSystems systems,
            Planner planner,
            SweptMeanwhile swept,
            HeldParts parts,
            ErasureOutcomes outcomes,
            CommandSender sender,
            RecipientNotices notices,
            TaskFailures failures,
            Facts facts,
            Clock clock) {
        this.tasks = tasks;
        this.plans = plans;
        this.systems = systems;
        this.planner = planner;
        this.swept = swept;
        this.parts = parts;
        this.outcomes = outcomes;
        this.sender = sender;
        this.notices = notices;
        this.failures = failures;
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
            if (isStillHeld(now.plan())) {
                outcomes.waitsForHolds(request);
                request.become(CaseState.HELD);
            } else {
                execute(request, now);
            }
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

    /** One of several holds has ended, and nothing may go yet. */
    private static boolean isStillHeld(ErasurePlan plan) {
        return !plan.verdicts().isEmpty() && plan.held().equals(plan.verdicts());
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
        if (isSweptSince(request)) {
            planAnew(request, decidedHash);
            return;
        }
        executeIfNamed(request, decidedHash, planner.plan(request));
    }

    /** A term may have made go what the plan counts: the systems are asked once more before it is compared. */
    private boolean isSweptSince(RequestCase request) {
        var asked = tasks.planning(request);
        var plan = shownPlan(request);
        var categories =
                plan.verdicts().stream().map(Verdict::category).distinct().toList();
        return asked.stream()
                .map(SystemTask::sentAt)
                .min(Comparator.naturalOrder())
                .map(since -> swept.anyOf(request.organisation(), plan.systems(), categories, since))
                .orElse(false);
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
        outcomes.completeWhenAllIsReadBack(request);
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
            planAnew(request, shownPlan(request).hash());
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
            planAnew(request, shownPlan(request).hash());
        } else {
            giveUpRound(request);
            execute(request, now);
        }
    }

    /** Asks what is held now; the decision stands if the plan comes out the same, and after a hold in any case. */
    private void planAnew(RequestCase request, String decidedHash) {
        giveUpRound(request);
        request.become(CaseState.PLANNING);
        if (!request.continues()) {
            request.awaitPlanFor(decidedHash);
        }
        beginPlanning(request);
    }

    private void giveUpRound(RequestCase request) {
        tasks.current(request, Command.values()).forEach(SystemTask::giveUp);
        request.nextRound();
    }
}
