package nl.privacyloket.messaging.topic;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jboss.logging.Logger;

/**
 * Creates topics in the background, for as long as it takes Kafka to be there. An existing topic is left as it is: its
 * settings belong to operations.
 */
public final class TopicCreator implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(TopicCreator.class);
    private static final int RETRY_MILLIS = 1_000;
    private static final int LONGEST_PAUSE_MILLIS = 60_000;

    private enum Attempt {
        THERE,
        LATER,
        NOT_ALLOWED
    }

    private final Map<String, Object> kafka;
    private final Map<String, TopicDeclaration> wanted = new LinkedHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private Thread worker;

    /** @param kafka client configuration, at least {@code bootstrap.servers} */
    public TopicCreator(Map<String, Object> kafka) {
        this.kafka = new LinkedHashMap<>(kafka);
        this.kafka.put("request.timeout.ms", "5000");
        this.kafka.put("default.api.timeout.ms", "5000");
    }

    /** Asks for topics; returns at once. */
    public synchronized void ensure(Collection<TopicDeclaration> topics) {
        topics.forEach(topic -> wanted.put(topic.name(), topic));
        if (worker == null || !worker.isAlive()) {
            worker = new Thread(this::createAll, "topic-creator");
            worker.setDaemon(true);
            worker.start();
        }
    }

    /** Whether a topic is still to be created. */
    public synchronized boolean pending() {
        return !wanted.isEmpty();
    }

    private void createAll() {
        int pause = RETRY_MILLIS;
        for (Optional<TopicDeclaration> next = next(); next.isPresent(); next = next()) {
            TopicDeclaration topic = next.get();
            Attempt outcome = create(topic);
            if (outcome == Attempt.THERE) {
                forget(topic);
                pause = RETRY_MILLIS;
            } else {
                postpone(topic);
                // A right that is missing is not there a second later.
                pause = outcome == Attempt.NOT_ALLOWED ? Math.min(2 * pause, LONGEST_PAUSE_MILLIS) : RETRY_MILLIS;
                if (waitedUntilClosed(pause)) {
                    return;
                }
            }
        }
    }

    /** Empty when nothing is left; then this thread ends, so the next request starts another. */
    private synchronized Optional<TopicDeclaration> next() {
        Optional<TopicDeclaration> next = wanted.values().stream().findFirst();
        if (next.isEmpty()) {
            worker = null;
        }
        return next;
    }

    private synchronized void forget(TopicDeclaration created) {
        wanted.remove(created.name(), created);
    }

    /** The others do not wait for one that Kafka does not want. */
    private synchronized void postpone(TopicDeclaration topic) {
        if (wanted.remove(topic.name(), topic)) {
            wanted.put(topic.name(), topic);
        }
    }

    private boolean waitedUntilClosed(int millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private Attempt create(TopicDeclaration topic) {
        try (Admin admin = Admin.create(kafka)) {
            return create(admin, topic);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Attempt.LATER;
        } catch (RuntimeException e) {
            warn(topic, e);
            return Attempt.LATER;
        }
    }

    private static Attempt create(Admin admin, TopicDeclaration topic) throws InterruptedException {
        NewTopic wish = new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty());
        try {
            admin.createTopics(List.of(wish.configs(topic.config()))).all().get();
            LOG.infof("topic created topic=%s partitions=%d", topic.name(), topic.partitions());
            return Attempt.THERE;
        } catch (ExecutionException e) {
            boolean allowed = !(e.getCause() instanceof AuthorizationException);
            if (e.getCause() instanceof TopicExistsException || !allowed && isThere(admin, topic)) {
                return Attempt.THERE;
            }
            warn(topic, e.getCause());
            return allowed ? Attempt.LATER : Attempt.NOT_ALLOWED;
        }
    }

    /** Kafka says that creating is not allowed, before it says that the topic is there: operations may have made it. */
    private static boolean isThere(Admin admin, TopicDeclaration topic) throws InterruptedException {
        try {
            admin.describeTopics(List.of(topic.name())).allTopicNames().get();
            return true;
        } catch (ExecutionException e) {
            return false;
        }
    }

    private static void warn(TopicDeclaration topic, Throwable cause) {
        LOG.warnf(
                "topic not created yet topic=%s cause=%s",
                topic.name(), cause.getClass().getSimpleName());
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
