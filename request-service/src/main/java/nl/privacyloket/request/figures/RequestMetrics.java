package nl.privacyloket.request.figures;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import nl.privacyloket.request.deadline.DeadlineAlarms;
import nl.privacyloket.request.figures.OpenRequests.Count;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.journal.FactKind;
import nl.privacyloket.request.journal.NotedFact;
import nl.privacyloket.request.law.Right;
import nl.privacyloket.request.policy.Channel;
import nl.privacyloket.request.policy.PolicyCatalogue;
import nl.privacyloket.request.state.Outcome;
import org.jboss.logging.Logger;

/**
 * What an organisation promised and how it keeps that. The numbers of open requests are read now and then so that a scrape
 * costs the database nothing, and are the same whichever instance tells them; as long as they cannot be read there are none.
 * What came in and was closed is counted by the instance that did it, from zero so that the first shows as an increase. Labels are ids of organisations and codes.
 */
@ApplicationScoped
class RequestMetrics {
    private static final Logger LOG = Logger.getLogger(RequestMetrics.class);

    private final MeterRegistry registry;
    private final OpenRequests requests;
    private final PolicyCatalogue policies;
    private final TransactionSynchronizationRegistry transaction;
    private final Clock clock;
    private final MultiGauge open;
    private final MultiGauge dueSoon;
    private final MultiGauge undecided;
    private final MultiGauge overdue;

    RequestMetrics(
            MeterRegistry registry,
            OpenRequests requests,
            PolicyCatalogue policies,
            TransactionSynchronizationRegistry transaction,
            Clock clock) {
        this.registry = registry;
        this.requests = requests;
        this.policies = policies;
        this.transaction = transaction;
        this.clock = clock;
        this.open = gauge("privacyloket.requests.open", "Requests that are not closed");
        this.dueSoon = gauge("privacyloket.requests.due.soon", "Open requests whose operative date is near");
        this.undecided = gauge(
                "privacyloket.requests.due.soon.undecided",
                "Open requests whose operative date is near and about which nothing has been decided");
        this.overdue = gauge("privacyloket.requests.overdue", "Open requests whose operative date has passed");
    }

    private MultiGauge gauge(String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    @Scheduled(every = "15s", concurrentExecution = ConcurrentExecution.SKIP)
    void read() {
        try {
            Map<String, Count> counts = requests.at(clock.instant());
            show(counts);
            counts.keySet().forEach(this::countFromZero);
        } catch (SQLException | RuntimeException e) {
            show(Map.of());
            LOG.warnf("figures about requests not read cause=%s", e.getClass().getSimpleName());
        }
    }

    private void show(Map<String, Count> counts) {
        show(open, counts, Count::open);
        show(dueSoon, counts, Count::dueSoon);
        show(undecided, counts, Count::undecided);
        show(overdue, counts, Count::overdue);
    }

    private static void show(MultiGauge gauge, Map<String, Count> counts, ToLongFunction<Count> figure) {
        List<Row<?>> rows = counts.entrySet().stream()
                .<Row<?>>map(
                        entry -> Row.of(Tags.of("organisation", entry.getKey()), figure.applyAsLong(entry.getValue())))
                .toList();
        gauge.register(rows, true);
    }

    private void countFromZero(String organisation) {
        for (Right right : Right.values()) {
            for (Channel channel : Channel.values()) {
                received(organisation, right, channel);
            }
        }
        for (Outcome outcome : Outcome.values()) {
            closed(organisation, outcome, true);
            closed(organisation, outcome, false);
        }
    }

    private Counter received(String organisation, Right right, Channel channel) {
        return registry.counter(
                "privacyloket.requests.received",
                Tags.of("organisation", organisation).and("right", right.code()).and("channel", channel.code()));
    }

    private Counter closed(String organisation, Outcome outcome, boolean inTime) {
        return registry.counter(
                "privacyloket.requests.closed",
                Tags.of("organisation", organisation)
                        .and("outcome", outcome.code())
                        .and("term", inTime ? "kept" : "missed"));
    }

    /** Within the transaction that notes the fact; it counts when that has committed. */
    void count(@Observes NotedFact fact) {
        RequestFile file = fact.file();
        if (fact.kind() == FactKind.RECEIVED) {
            afterCommit(received(file.organisation(), file.right(), file.channel()));
        } else if (fact.kind() == FactKind.CLOSED) {
            afterCommit(closed(file.organisation(), file.outcome(), inTime(file, fact.at())));
        }
    }

    private void afterCommit(Counter counter) {
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // Whether it commits is not known yet.
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    counter.increment();
                }
            }
        });
    }

    private boolean inTime(RequestFile file, Instant at) {
        DeadlineAlarms alarms = policies.alarms(file.organisation(), file.policyVersion());
        return at.isBefore(alarms.overdueAt(file.dates().dueOn()));
    }
}
