package nl.privacyloket.retention.sweep;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.privacyloket.retention.hold.Holds;
import nl.privacyloket.retention.hold.HoldsInForce;
import nl.privacyloket.retention.policy.Policies;
import nl.privacyloket.retention.policy.PolicyVersion;
import nl.privacyloket.retention.register.HoldingTerms;
import nl.privacyloket.retention.sweep.Judgement.Judged;
import nl.privacyloket.retention.sweep.Judgement.Verdict;
import nl.privacyloket.retention.sweep.Slices.Arming;
import nl.privacyloket.retention.system.DataSystems;
import org.jboss.logging.Logger;

/**
 * One batch of a slice, inside one transaction: reads what is due from the cursor on, judges it by the rules and the holds
 * of now, issues what may go and moves the cursor.
 */
@ApplicationScoped
class SweepBatch {
    private static final Logger LOG = Logger.getLogger(SweepBatch.class);
    private static final Duration FOR_AN_ANSWER = Duration.ofSeconds(10);
    private static final int COMMANDS_IN_A_TRANSACTION = 4;
    private static final int LARGEST_COMMAND = 500;

    private final Policies policies;
    private final Holds holds;
    private final DataSystems systems;
    private final SweptSystems swept;
    private final DueHoldings holdings;
    private final Persons persons;
    private final AgeSweeps ageSweeps;
    private final Releases releases;
    private final SweepCommands commands;
    private final Claims claims;
    private final Slices slices;
    private final OrderSender sender;
    private final CaseFiles caseFiles;
    private final SweepSettings settings;
    private final MeterRegistry metrics;
    private final Clock clock;

    SweepBatch(
            Policies policies,
            Holds holds,
            DataSystems systems,
            SweptSystems swept,
            DueHoldings holdings,
            Persons persons,
            AgeSweeps ageSweeps,
            Releases releases,
            SweepCommands commands,
            Claims claims,
            Slices slices,
            OrderSender sender,
            CaseFiles caseFiles,
            SweepSettings settings,
            MeterRegistry metrics,
            Clock clock) {
        this.policies = policies;
        this.holds = holds;
        this.systems = systems;
        this.swept = swept;
        this.holdings = holdings;
        this.persons = persons;
        this.ageSweeps = ageSweeps;
        this.releases = releases;
        this.commands = commands;
        this.claims = claims;
        this.slices = slices;
        this.sender = sender;
        this.caseFiles = caseFiles;
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Works a batch.
     *
     * @param slice locked by the running transaction
     * @return the slice as it is to be kept
     */
    Slice of(Connection connection, Slice slice) throws SQLException {
        var now = clock.instant();
        var policy = policies.current(slice.key().organisation()).orElse(null);
        if (policy == null) {
            return slice.next(now.plus(settings.lookAgain()));
        }
        var today = policy.today(clock);
        var current = slice;
        if (!today.equals(slice.day())) {
            current = slice.on(today);
        }
        if (current.cursor() == null) {
            // Also what was still open when the day began: what it left is due today, not the day after.
            claims.release(connection, commands.closeBefore(connection, slice.key(), today));
        }
        if (!swept.isAble(slice.key())) {
            return current.next(lookAgain(policy, today, now));
        }
        var allowed = allowed(connection, slice.key());
        if (allowed <= 0) {
            return current.awaiting(now.plus(FOR_AN_ANSWER));
        }
        // Holds first: the permits carry the epoch that was read before anything is judged by them.
        var inForce = holds.inForce(slice.key().organisation(), today);
        if (!slice.key().isRequestFiles() && inForce.isTooMuchFor(slice.key().system())) {
            metrics.counter("privacyloket.sweep.put.off", "reason", SweepRuns.TOO_MANY_HOLDS)
                    .increment();
            LOG.warnf(
                    "nothing ordered, more is held than an order can except organisation=%s system=%s",
                    slice.key().organisation(), slice.key().system());
            return current.next(lookAgain(policy, today, now));
        }
        return batch(connection, current, policy, inForce, allowed, now);
    }

    private int allowed(Connection connection, SliceKey slice) throws SQLException {
        var open = commands.countOpen(connection, slice);
        return slice.isRequestFiles()
                ? settings.openRequestFiles() - open
                : Math.min(COMMANDS_IN_A_TRANSACTION, settings.openCommands() - open);
    }

    private Slice batch(
            Connection connection, Slice slice, PolicyVersion policy, HoldsInForce inForce, int allowed, Instant now)
            throws SQLException {
        var orders = new ArrayList<NewOrder>();
        var scopedAreThrough =
                slice.key().isRequestFiles() || addScoped(connection, slice.key(), policy, inForce, allowed, orders);
        var left = allowed - orders.size();
        if (left <= 0) {
            sender.issue(connection, slice.key(), policy, inForce, orders);
            return slice.next(now);
        }
        var judged = judged(connection, slice, policy, inForce, pageSize(slice.key(), left));
        var took = slice.key().isRequestFiles() ? files(judged, left, orders) : records(judged, left, orders);
        var notIssued = sender.issue(connection, slice.key(), policy, inForce, orders);
        if (!notIssued.isEmpty()) {
            slices.arm(
                    connection,
                    new Arming(slice.key().organisation(), slice.key().system(), false));
        }
        var reached = slice.through(took.through(), took.held());
        if (!scopedAreThrough || !took.everything()) {
            return reached.next(now);
        }
        var ended = judged.isEmpty() || judged.size() < pageSize(slice.key(), left);
        return ended ? reached.ended().next(lookAgain(policy, slice.day(), now)) : reached.next(now);
    }

    /** A page holds what the commands that are allowed can take, so that little is judged in vain. */
    private int pageSize(SliceKey slice, int commandsLeft) {
        return slice.isRequestFiles() ? commandsLeft : commandsLeft * recordsPerCommand();
    }

    private int recordsPerCommand() {
        return Math.min(LARGEST_COMMAND, settings.recordsPerCommand());
    }

    /** @return whether all that is about a whole category or request is ordered */
    private boolean addScoped(
            Connection connection,
            SliceKey slice,
            PolicyVersion policy,
            HoldsInForce inForce,
            int allowed,
            List<NewOrder> orders)
            throws SQLException {
        var system = systems.findById(slice.system());
        var today = policy.today(clock);
        var wanted = new ArrayList<NewOrder>();
        for (var limit : ageSweeps.toOrder(connection, system, today, policy.rules(), inForce)) {
            wanted.add(NewOrder.byAge(limit));
        }
        releases.toOrder(connection, slice, today, policy.rules(), inForce)
                .forEach(parcel -> wanted.add(NewOrder.retained(parcel)));
        orders.addAll(wanted.subList(0, Math.min(allowed, wanted.size())));
        return wanted.size() <= allowed;
    }

    private List<Judged> judged(
            Connection connection, Slice slice, PolicyVersion policy, HoldsInForce inForce, int size)
            throws SQLException {
        var streams = holdings.streams(connection, slice.key());
        var page = holdings.page(connection, streams, slice.day(), slice.cursor(), size);
        var known = persons.of(connection, slice.key(), page);
        var judgement = new Judgement(slice.key().system(), new HoldingTerms(policy.rules()), inForce, slice.day());
        var judged = page.stream().map(holding -> judgement.of(holding, known)).toList();
        // Locked before they are ordered: a change that this did not see yet finds the order and takes its permit back.
        var going = judged.stream()
                .filter(item -> item.verdict() == Verdict.GOES)
                .map(Judged::holding)
                .filter(holding -> !holding.claimed())
                .toList();
        var locked = holdings.lock(connection, going);
        return judged.stream()
                .map(item ->
                        item.verdict() != Verdict.GOES || item.holding().claimed() || locked.contains(item.holding())
                                ? item
                                : new Judged(item.holding(), Verdict.NOT_DUE, item.due()))
                .toList();
    }

    /** @param everything whether nothing of the page was left for the next batch */
    private record Took(Cursor through, long held, boolean everything) {}

    private Took records(List<Judged> judged, int allowed, List<NewOrder> orders) {
        var loads = new Loads(allowed, recordsPerCommand());
        var everything = true;
        for (var together : groups(judged, allowed * recordsPerCommand())) {
            everything = loads.take(together);
            if (!everything) {
                break;
            }
        }
        loads.loads().stream().map(NewOrder::records).forEach(orders::add);
        return new Took(loads.through(), loads.held(), everything);
    }

    /**
     * A page by persons and days. The last group of a full page may go on behind it, so it is left for the next page unless
     * the page has no other.
     */
    private static List<List<Judged>> groups(List<Judged> page, int fullSize) {
        var groups = new ArrayList<List<Judged>>();
        for (var item : page) {
            var last = groups.isEmpty() ? null : groups.get(groups.size() - 1);
            if (last != null && last.get(0).holding().belongsWith(item.holding())) {
                last.add(item);
            } else {
                groups.add(new ArrayList<>(List.of(item)));
            }
        }
        if (page.size() >= fullSize && groups.size() > 1) {
            groups.remove(groups.size() - 1);
        }
        return groups;
    }

    private Took files(List<Judged> judged, int allowed, List<NewOrder> orders) {
        var open = caseFiles.open(judged.stream()
                .map(item -> UUID.fromString(item.holding().recordRef()))
                .collect(Collectors.toSet()));
        var held = 0L;
        Cursor through = null;
        for (var item : judged) {
            if (item.verdict() == Verdict.GOES
                    && !item.holding().claimed()
                    && !open.contains(UUID.fromString(item.holding().recordRef()))) {
                orders.add(NewOrder.requestFile(item));
            }
            held += item.verdict() == Verdict.HELD ? 1 : 0;
            through = item.holding().place();
        }
        return new Took(through, held, true);
    }

    /** At the beginning of the next day at the organisation, or earlier: what is registered meanwhile may be due at once. */
    private Instant lookAgain(PolicyVersion policy, LocalDate today, Instant now) {
        var tomorrow = today.plusDays(1).atStartOfDay(policy.zone()).toInstant();
        var later = now.plus(settings.lookAgain());
        return later.isBefore(tomorrow) ? later : tomorrow;
    }
}
