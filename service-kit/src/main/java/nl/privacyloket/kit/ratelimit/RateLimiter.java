package nl.privacyloket.kit.ratelimit;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Counts calls by key against limits that all instances share. What an instance has reserved it spends in memory; a key that has
 * nothing left is refused from memory too. While the database is away each instance counts by itself.
 */
public final class RateLimiter {
    private static final Logger LOG = Logger.getLogger(RateLimiter.class);
    /** Keys that an instance keeps in memory: those used last. The reserved shares of others are lost, which is little. */
    static final int KEYS = 50_000;

    /** A hundredth of a limit, when that is enough to be worth it. */
    private static final int UNASKED = 100;

    private static final int LEAST_UNASKED = 10;
    private static final int LOCKS = 64;
    private static final Duration AWAY = Duration.ofSeconds(10);

    private final SharedBudget budget;
    private final Clock clock;
    private final Map<ByteBuffer, Share> shares = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Share> eldest) {
            return size() > KEYS;
        }
    };
    private final Object[] reserving = new Object[LOCKS];
    private volatile Instant awayUntil = Instant.EPOCH;

    /** @param dataSource of the service, with the table {@code rate_limit} */
    public RateLimiter(DataSource dataSource, Clock clock) {
        this.budget = new SharedBudget(dataSource);
        this.clock = clock;
        for (int i = 0; i < LOCKS; i++) {
            reserving[i] = new Object();
        }
    }

    /**
     * What this instance may still spend.
     *
     * @param isAll whether all instances together have no more than this
     */
    private record Share(int left, Instant endsAt, boolean isAll) {
        Share spent(int calls) {
            return new Share(Math.max(0, left - calls), endsAt, isAll);
        }

        Share givenBack(int calls) {
            return new Share(left + calls, endsAt, isAll);
        }
    }

    /** What is known without asking the database. */
    private enum Known {
        TAKEN,
        REFUSED,
        NOTHING
    }

    /**
     * Counts a call. May block when the instance's share is used up.
     *
     * @param key keyed hash of whom it is counted for; the same key always with the same limit
     * @param counts for how many calls it counts; 0 only looks whether all is spent
     * @return empty when it may go on, or else the time after which it is worth trying again
     */
    public Optional<Duration> take(byte[] key, Limit limit, int counts) {
        ByteBuffer name = ByteBuffer.wrap(key);
        Known known = inMemory(name, counts);
        if (known == Known.NOTHING) {
            synchronized (reserving[Math.floorMod(name.hashCode(), LOCKS)]) {
                known = inMemory(name, counts);
                if (known == Known.NOTHING) {
                    reserve(name, limit, counts);
                    known = inMemory(name, counts);
                }
            }
        }
        return known == Known.REFUSED ? Optional.of(untilItEnds(name)) : Optional.empty();
    }

    /** Counts what has happened already; when that is more than is left, nothing is left. May block. */
    public void charge(byte[] key, Limit limit, int counts) {
        ByteBuffer name = ByteBuffer.wrap(key);
        synchronized (reserving[Math.floorMod(name.hashCode(), LOCKS)]) {
            if (inMemory(name, counts) != Known.TAKEN) {
                reserve(name, limit, counts);
                synchronized (shares) {
                    shares.computeIfPresent(name, (key0, share) -> share.spent(counts));
                }
            }
        }
    }

    /** Takes back what was {@linkplain #take taken}, for the instance that took it. */
    public void giveBack(byte[] key, int counts) {
        synchronized (shares) {
            shares.computeIfPresent(ByteBuffer.wrap(key), (name, share) -> share.givenBack(counts));
        }
    }

    private Known inMemory(ByteBuffer name, int counts) {
        Instant now = clock.instant();
        synchronized (shares) {
            Share share = shares.get(name);
            if (share == null || !now.isBefore(share.endsAt())) {
                return counts == 0 ? Known.TAKEN : Known.NOTHING;
            }
            boolean isSpent = share.isAll() && share.left() == 0;
            if (share.left() >= counts && !isSpent) {
                shares.put(name, share.spent(counts));
                return Known.TAKEN;
            }
            return share.isAll() ? Known.REFUSED : Known.NOTHING;
        }
    }

    private void reserve(ByteBuffer name, Limit limit, int counts) {
        Instant now = clock.instant();
        int left = left(name, now);
        int wanted = Math.max(1, Math.min(counts, limit.calls()) - left);
        // So much of a high limit an instance gives without a word to the others: most callers never cost a write.
        int unasked = limit.calls() / UNASKED;
        if (left == 0 && counts <= unasked && unasked >= LEAST_UNASKED && isOver(name, now)) {
            remember(name, new Share(unasked, now.plus(limit.within()), false));
            return;
        }
        Share share = null;
        // Nobody is kept waiting for a database that is away: what they came for would have to wait too.
        if (!now.isBefore(awayUntil)) {
            try {
                SharedBudget.Share given = budget.reserve(name.array(), limit, wanted, now);
                share = new Share(left + given.calls(), given.endsAt(), given.calls() < wanted);
            } catch (SQLException e) {
                awayUntil = now.plus(AWAY);
                LOG.warnf("calls are counted by this instance alone for now sqlState=%s", e.getSQLState());
            }
        }
        remember(name, share == null ? new Share(limit.calls(), now.plus(limit.within()), true) : share);
    }

    private void remember(ByteBuffer name, Share share) {
        synchronized (shares) {
            shares.put(name, share);
        }
    }

    private boolean isOver(ByteBuffer name, Instant now) {
        synchronized (shares) {
            Share share = shares.get(name);
            return share == null || !now.isBefore(share.endsAt());
        }
    }

    private int left(ByteBuffer name, Instant now) {
        synchronized (shares) {
            Share share = shares.get(name);
            return share == null || !now.isBefore(share.endsAt()) ? 0 : share.left();
        }
    }

    private Duration untilItEnds(ByteBuffer name) {
        synchronized (shares) {
            Share share = shares.get(name);
            Duration left = share == null ? Duration.ZERO : Duration.between(clock.instant(), share.endsAt());
            return left.compareTo(Duration.ofSeconds(1)) < 0
                    ? Duration.ofSeconds(1)
                    : Duration.ofSeconds(left.plusNanos(999_999_999).toSeconds());
        }
    }

    /** Removes what is over, here and in the database. */
    public void forget() throws SQLException {
        Instant now = clock.instant();
        synchronized (shares) {
            shares.values().removeIf(share -> !now.isBefore(share.endsAt()));
        }
        budget.forget(now);
    }
}
