package nl.privacyloket.retention.casework;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import nl.privacyloket.messaging.inbox.NotReadyException;
import nl.privacyloket.retention.casework.Facts.VerifiedCategory;
import nl.privacyloket.retention.execution.CaseState;
import nl.privacyloket.retention.execution.Command;
import nl.privacyloket.retention.execution.TaskState;
import nl.privacyloket.retention.plan.EraseInstruction;
import nl.privacyloket.retention.plan.ErasurePlan;
import nl.privacyloket.retention.plan.ReadBack;
import nl.privacyloket.retention.policy.Policies;
import nl.privacyloket.retention.policy.PolicyVersion;
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
    private final Policies policies;
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
            Policies policies,
            CommandSender sender,
            RecipientNotices notices,
            TaskFailures failures,
            ErasureProof proof,
            Facts facts,
            Clock clock) {
        this.tasks = tasks;
        this.plans = plans;
        this.systems = systems;
        this.policies = policies;
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
        policy(request);
        ask(request, erasableSystems(request));
        planWhenAllHaveAnswered(request);
    }

    /** Registered systems with something of what was asked about, that cannot be commanded to erase. */
    private List<DataSystem> systemsWithoutCommands(RequestCase request) {
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
        var policy = policy(request);
        var plan = planOfNow(request, policy);
        var stored = show(request, plan, policy);
        request.become(CaseState.PLANNED);
        request.recover();
        var decided = request.decidedHash();
        request.decisionIsAnswered();
        if (decided == null || isFirst) {
            facts.planned(request, stored, plan);
        }
        if (tasks.planning(request).isEmpty()) {
            // The plan is empty because nobody could be asked, not because nothing is held; who decides must know.
            failures.stuck(request, null, TaskFailures.NO_SYSTEM);
        }
        if (decided != null) {
            executeIfNamed(request, decided, plan, policy);
        }
    }

    private StoredPlan show(RequestCase request, ErasurePlan plan, PolicyVersion policy) {
        var stored =
                new StoredPlan(plan, request.organisation(), policy.version(), policy.today(clock), clock.instant());
        plans.persist(stored);
        request.show(stored);
        return stored;
    }

    private ErasurePlan planOfNow(RequestCase request, PolicyVersion policy) {
        var holdings = tasks.planning(request).stream()
                .flatMap(task -> task.holdings().stream())
                .toList();
        return ErasurePlan.of(request.requestId(), holdings, policy.rules(), policy.today(clock))
                .only(request.askedCategories());
    }

    private PolicyVersion policy(RequestCase request) {
        return policies.forRequest(request.organisation(), request.policyVersion())
                .orElseThrow(() -> new NotReadyException("policy-unknown"));
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
                request.grant(categories, null);
                request.awaitPlanFor(decidedHash);
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
                // The case has ended: the same decision a second time.
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
        var policy = policy(request);
        executeIfNamed(request, decidedHash, planOfNow(request, policy), policy);
    }

    private void executeIfNamed(RequestCase request, String decidedHash, ErasurePlan plan, PolicyVersion policy) {
        var shown = plans.shown(request).map(StoredPlan::hash).orElse(null);
        if (!plan.hash().equals(shown)) {
            show(request, plan, policy);
        }
        if (plan.hash().equals(decidedHash)) {
            request.become(CaseState.EXECUTING);
            facts.started(request, plan);
            execute(request, plan, policy);
        } else {
            facts.drifted(request, decidedHash, plan);
        }
    }

    private void execute(RequestCase request, ErasurePlan plan, PolicyVersion policy) {
        systemsWithoutCommands(request).forEach(system -> tellOrLeaveToPeople(request, system));
        if (tasks.planning(request).isEmpty()) {
            request.recover();
            failures.stuck(request, null, TaskFailures.NO_SYSTEM);
            return;
        }
        var granted = plan.only(request.categories());
        for (var planned : tasks.planning(request)) {
            var instructions = EraseInstruction.derive(granted, planned.system(), policy.rules(), policy.today(clock));
            if (instructions.isEmpty()) {
                sender.send(request, planned.system(), Command.VERIFY_READ_BACK);
            } else {
                sender.send(request, planned.system(), Command.ERASE, instructions);
            }
        }
        completeWhenAllIsReadBack(request);
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
            categories.addAll(systems.findById(task.system()).categories());
            categories.stream()
                    .filter(category -> isGranted(request, category))
                    .forEach(category -> verified.add(new VerifiedCategory(task.system(), category)));
        }
        var stored = plans.shown(request).orElseThrow();
        var outcome = plan.granting(request.grantedCategories());
        var backupsUntil = proof.issue(request, stored, outcome, policy(request), false);
        facts.completed(request, plan, outcome, verified, backupsUntil);
        request.end(CaseState.COMPLETED, clock.instant());
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
        if (request.state() == CaseState.EXECUTING) {
            var stored = plans.shown(request).orElseThrow();
            proof.issue(request, stored, stored.plan().granting(request.grantedCategories()), policy(request), true);
        }
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
        var isToAskOthers = asked.isEmpty() || !asked.containsAll(erasableSystems(request));
        tasks.current(request, Command.values()).forEach(SystemTask::giveUp);
        request.nextRound();
        if (request.state() == CaseState.PLANNING) {
            beginPlanning(request);
        } else if (request.state() == CaseState.PLANNED) {
            request.become(CaseState.PLANNING);
            beginPlanning(request);
        } else if (deviates || isToAskOthers) {
            request.become(CaseState.PLANNING);
            request.awaitPlanFor(plans.shown(request).orElseThrow().hash());
            beginPlanning(request);
        } else {
            execute(request, shownPlan(request), policy(request));
        }
    }
}
