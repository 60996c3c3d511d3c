package nl.privacyloket.retention.hold;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import nl.privacyloket.crypto.BlindIndex;
import nl.privacyloket.kit.messaging.AuditTrail;
import nl.privacyloket.messaging.audit.AuditEntry;

/**
 * The permits of commands that erase. A permit goes by the holds that were read when its command was made; a hold that came
 * later and may concern the command revokes it. The data system redeems it just before it commits and settles it just
 * after: so a hold knows whether anything that did not heed it can still commit.
 */
@ApplicationScoped
public class Permits {
    private static final String ACTOR = "system:retention-service";

    private final DataSource dataSource;
    private final BlindIndex keyed;
    private final PermitSettings settings;
    private final SettledSignal signal;
    private final AuditTrail audit;
    private final MeterRegistry metrics;
    private final Clock clock;

    Permits(
            DataSource dataSource,
            BlindIndex keyed,
            PermitSettings settings,
            SettledSignal signal,
            AuditTrail audit,
            MeterRegistry metrics,
            Clock clock) {
        this.dataSource = dataSource;
        this.keyed = keyed;
        this.settings = settings;
        this.signal = signal;
        this.audit = audit;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** What became of a redemption. */
    enum Redemption {
        REDEEMED,
        REVOKED,
        UNKNOWN
    }

    /**
     * Gives the permit for a command that terms led to. The same command sent once more keeps the epoch that it had: what
     * was sealed into it the first time is still on its way. It concerns every category: what a command lets go takes
     * rows of other categories along.
     *
     * @param epoch of the {@link HoldsInForce} that the command goes by
     */
    @Transactional(TxType.MANDATORY)
    public PermitAddress issue(UUID commandId, String organisation, String system, long epoch) {
        insert(commandId, organisation, system, List.of(), epoch, false);
        return address(commandId);
    }

    /** As {@link #issue}, for an erasure that the person asked for: what {@link HoldsInForce#againstOwnErasure} leaves out does not revoke it. */
    @Transactional(TxType.MANDATORY)
    public PermitAddress issueForOwnErasure(UUID commandId, String organisation, String system, long epoch) {
        insert(commandId, organisation, system, List.of(), epoch, true);
        return address(commandId);
    }

    /**
     * For a command to one that redeems nothing itself: redeemed from here until it is {@linkplain #answered answered}.
     *
     * @return whether it may be sent; if not, a hold came since the epoch was read
     */
    @Transactional(TxType.MANDATORY)
    public boolean issueRedeemed(
            UUID commandId, String organisation, String system, Collection<String> categories, long epoch) {
        insert(commandId, organisation, system, categories, epoch, false);
        return redeem(commandId) == Redemption.REDEEMED;
    }

    private void insert(
            UUID commandId,
            String organisation,
            String system,
            Collection<String> categories,
            long epoch,
            boolean ownRequest) {
        try (var connection = dataSource.getConnection()) {
            PermitRows.insert(
                    connection, commandId, organisation, system, categories, ownRequest, epoch, clock.instant());
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    /** The permit of a command that was issued before, for a question that names it. */
    public PermitAddress address(UUID commandId) {
        var base = settings.url().toString().replaceAll("/+$", "");
        return new PermitAddress(base + "/permits/" + commandId + "/redemption", token(commandId));
    }

    private String token(UUID commandId) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(keyed.of("permit", commandId.toString()));
    }

    boolean isToken(UUID commandId, String token) {
        return token != null
                && MessageDigest.isEqual(
                        token(commandId).getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    /** Whose command it is; empty when there is no such permit. */
    @Transactional
    Optional<String> organisationOf(UUID commandId) {
        try (var connection = dataSource.getConnection()) {
            return PermitRows.find(connection, commandId).map(PermitRows.Permit::organisation);
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    /** The data system is about to commit. A hold that is placed from here on waits for the settlement. */
    @Transactional
    Redemption redeem(UUID commandId) {
        try (var connection = dataSource.getConnection()) {
            var known = PermitRows.find(connection, commandId).orElse(null);
            if (known == null) {
                return Redemption.UNKNOWN;
            }
            var epoch = HoldRows.shareEpoch(connection, known.organisation());
            var permit = PermitRows.lock(connection, commandId).orElseThrow();
            if (!permit.mayBeRedeemed() || PermitRows.isRevokedByHold(connection, permit)) {
                if (PermitRows.revoke(connection, commandId)) {
                    audit.record(entry("permit.revoked", permit.organisation(), commandId));
                }
                signal.whenCommitted();
                metrics.counter("privacyloket.permits", "outcome", "revoked").increment();
                return Redemption.REVOKED;
            }
            PermitRows.redeem(connection, commandId, epoch, clock.instant());
            if (!permit.isRedeemed()) {
                audit.record(entry("permit.redeemed", permit.organisation(), commandId));
            }
            metrics.counter("privacyloket.permits", "outcome", "redeemed").increment();
            return Redemption.REDEEMED;
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    /** What the data system redeemed it for has been committed or rolled back. */
    @Transactional
    boolean settle(UUID commandId) {
        try (var connection = dataSource.getConnection()) {
            var organisation = PermitRows.settle(connection, commandId);
            organisation.ifPresent(whose -> audit.record(entry("permit.settled", whose, commandId)));
            signal.whenCommitted();
            return organisation.isPresent()
                    || PermitRows.find(connection, commandId).isPresent();
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    /** The command was answered: nothing commits under its permit any more. */
    @Transactional(TxType.MANDATORY)
    public void answered(UUID commandId) {
        try (var connection = dataSource.getConnection()) {
            PermitRows.answer(connection, commandId, clock.instant())
                    .ifPresent(organisation -> audit.record(entry("permit.ended", organisation, commandId)));
            signal.whenCommitted();
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    /**
     * What these commands go by does not hold any more, or nobody waits for them. From the commit of the running
     * transaction on they are not redeemed; what was redeemed before is in flight until it is settled.
     */
    @Transactional(TxType.MANDATORY)
    public void withdraw(Collection<UUID> commandIds) {
        if (commandIds.isEmpty()) {
            return;
        }
        try (var connection = dataSource.getConnection()) {
            var withdrawn = PermitRows.withdraw(connection, commandIds);
            audit.record(withdrawn.entrySet().stream()
                    .map(permit -> entry("permit.withdrawn", permit.getValue(), permit.getKey()))
                    .toArray(AuditEntry[]::new));
            metrics.counter("privacyloket.permits", "outcome", "withdrawn").increment(withdrawn.size());
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    /**
     * The command was answered with a failure. Another copy of it may have redeemed the permit and be about to commit: then
     * it ends with the settlement.
     */
    @Transactional(TxType.MANDATORY)
    public void failed(UUID commandId) {
        try (var connection = dataSource.getConnection()) {
            PermitRows.answerUnlessRedeemed(connection, commandId, clock.instant())
                    .ifPresent(organisation -> audit.record(entry("permit.ended", organisation, commandId)));
            signal.whenCommitted();
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    private AuditEntry entry(String action, String organisation, UUID commandId) {
        return new AuditEntry(
                clock.instant(), organisation, ACTOR, action, "command", commandId.toString(), "done", null);
    }

    private static IllegalStateException unusable(SQLException e) {
        return new IllegalStateException("permits could not be read or written, SQLSTATE " + e.getSQLState(), e);
    }
}
