package nl.privacyloket.kit.ratelimit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import nl.privacyloket.crypto.BlindIndex;
import nl.privacyloket.kit.access.RefusedAccess;
import nl.privacyloket.kit.problem.ProblemException;
import org.jboss.logging.Logger;

/** The limits of this service: for whom what counts, and the refusal. Addresses of either kind are kept as keyed hashes only. */
@ApplicationScoped
public class RateLimits {
    /** What a call is refused with. */
    public static final String PROBLEM = "too-many-calls";

    private static final Logger LOG = Logger.getLogger(RateLimits.class);
    private static final String COUNTED = RateLimits.class.getName();

    private final RateLimitSettings settings;
    private final RateLimiter limiter;
    private final BlindIndex index;
    private final RefusedAccess refused;
    private final CurrentVertxRequest current;
    private final Counter byAddress;
    private final Counter byMailAddress;

    RateLimits(
            RateLimitSettings settings,
            DataSource dataSource,
            Clock clock,
            BlindIndex index,
            RefusedAccess refused,
            CurrentVertxRequest current,
            MeterRegistry registry) {
        this.settings = settings;
        this.limiter = new RateLimiter(dataSource, clock);
        this.index = index;
        this.refused = refused;
        this.current = current;
        this.byAddress = counter(registry, "address");
        this.byMailAddress = counter(registry, "mail-address");
    }

    private static Counter counter(MeterRegistry registry, String limit) {
        return Counter.builder("privacyloket.calls.limited")
                .description(
                        "Public calls that were refused as there were too many of them, by the limit that they met")
                .tag("limit", limit)
                .register(registry);
    }

    /**
     * Counts a call from an address.
     *
     * @param counts for how many calls it counts
     * @throws ProblemException 429
     */
    void requireFrom(String address, int counts) {
        if (settings.enabled()) {
            limiter.take(addressKey(address), perAddress(), counts).ifPresent(wait -> refuse(byAddress, wait));
        }
    }

    /** Counts a token or code that was wrong. */
    void chargeGuess(String address) {
        if (settings.enabled()) {
            limiter.charge(
                    addressKey(address), perAddress(), settings.perAddress().wrongGuessCountsAs());
        }
    }

    /**
     * Counts a call by which mail of an organisation goes to addresses, all of them or none. Whoever spends what one address may be
     * named at one organisation keeps nobody from the others. In a transaction it counts apart from it: what is refused counts too,
     * and what the service is for the moment {@linkplain #giveBack unable} to do does not.
     *
     * @throws ProblemException 429 when one of them was named too often
     */
    @Transactional(TxType.NOT_SUPPORTED)
    public void requireFor(String organisation, Collection<String> mailAddresses) {
        if (!settings.enabled()) {
            return;
        }
        Limit limit = new Limit(
                settings.perMailAddress().calls(), settings.perMailAddress().within());
        Set<String> mailboxes =
                mailAddresses.stream().map(Mailboxes::of).collect(Collectors.toCollection(TreeSet::new));
        List<byte[]> keys = mailboxes.stream()
                .map(mailbox -> index.of("rate-limit.mail-address", organisation, mailbox))
                .toList();
        for (int counts = 0; counts <= 1; counts++) {
            for (byte[] key : keys) {
                limiter.take(key, limit, counts).ifPresent(wait -> refuse(byMailAddress, wait));
            }
        }
        RoutingContext call = current.getCurrent();
        if (call != null) {
            call.put(COUNTED, keys);
        }
    }

    /** The call came to nothing through no fault of the caller, who was told to come again: whom it named was not named by it. */
    void giveBack() {
        RoutingContext call = current.getCurrent();
        List<byte[]> keys = call == null ? null : call.remove(COUNTED);
        if (keys != null) {
            keys.forEach(key -> limiter.giveBack(key, 1));
        }
    }

    private byte[] addressKey(String address) {
        return index.of("rate-limit.address", address);
    }

    private Limit perAddress() {
        return new Limit(settings.perAddress().calls(), settings.perAddress().within());
    }

    private void refuse(Counter counter, Duration wait) {
        counter.increment();
        refused.ofEndpoint(PROBLEM);
        throw new ProblemException(429, PROBLEM, Map.of(ProblemException.RETRY_AFTER, wait.toSeconds()));
    }

    @Scheduled(every = "1m", delayed = "1m")
    void forget() {
        try {
            limiter.forget();
        } catch (SQLException e) {
            LOG.warnf("limits that are over are still stored sqlState=%s", e.getSQLState());
        }
    }
}
