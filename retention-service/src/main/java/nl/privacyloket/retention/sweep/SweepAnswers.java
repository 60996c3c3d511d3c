package nl.privacyloket.retention.sweep;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.retention.hold.Permits;
import nl.privacyloket.retention.register.HoldingRegister;
import nl.privacyloket.retention.register.Streams.Stream;
import nl.privacyloket.retention.restore.ErasureLog;
import nl.privacyloket.retention.result.CommandAnswers;
import nl.privacyloket.retention.result.ResultTypes;
import nl.privacyloket.retention.rule.RetentionAction;
import nl.privacyloket.retention.sweep.PurgeResults.Failed;
import nl.privacyloket.retention.sweep.PurgeResults.Purged;
import nl.privacyloket.retention.sweep.PurgeResults.Verified;
import nl.privacyloket.retention.sweep.Slices.Arming;
import nl.privacyloket.retention.sweep.SweepCommand.State;
import org.jboss.logging.Logger;

/**
 * Takes in what data systems answer to the sweep. An order that was carried out is followed by a separate question; only
 * what that does not find any more leaves the register. An answer after an order was given up still counts, as long as
 * nothing was ordered in its place.
 */
@ApplicationScoped
class SweepAnswers implements CommandAnswers {
    private static final Logger LOG = Logger.getLogger(SweepAnswers.class);
    private static final String PERMIT_REVOKED = "permit-revoked";

    private final DataSource dataSource;
    private final SweepCommands commands;
    private final Claims claims;
    private final HoldingRegister register;
    private final Releases releases;
    private final Outcomes outcomes;
    private final OrderSender sender;
    private final SweepFailures failures;
    private final Slices slices;
    private final Permits permits;
    private final ErasureLog log;
    private final SweepFacts facts;
    private final SweepWake wake;

    SweepAnswers(
            DataSource dataSource,
            SweepCommands commands,
            Claims claims,
            HoldingRegister register,
            Releases releases,
            Outcomes outcomes,
            OrderSender sender,
            SweepFailures failures,
            Slices slices,
            Permits permits,
            ErasureLog log,
            SweepFacts facts,
            SweepWake wake) {
        this.dataSource = dataSource;
        this.commands = commands;
        this.claims = claims;
        this.register = register;
        this.releases = releases;
        this.outcomes = outcomes;
        this.sender = sender;
        this.failures = failures;
        this.slices = slices;
        this.permits = permits;
        this.log = log;
        this.facts = facts;
        this.wake = wake;
    }

    @Override
    public Asked asked(UUID commandId) {
        try (var connection = dataSource.getConnection()) {
            return commands.find(connection, commandId, false)
                    .filter(command -> command.scope() != SweepScope.REQUEST_FILE)
                    .map(command -> new Asked(
                            command.system(),
                            command.organisation(),
                            Set.of(
                                    commandId.equals(command.commandId()) ? ResultTypes.PURGED : ResultTypes.VERIFIED,
                                    ResultTypes.FAILED)))
                    .orElse(null);
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    @Override
    public void answered(IncomingEvent event, UUID commandId) {
        try (var connection = dataSource.getConnection()) {
            var command = commands.find(connection, commandId, true).orElseThrow();
            if (commandId.equals(command.commandId())) {
                ordered(connection, event, command);
            } else {
                verified(connection, event, command);
            }
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    private void ordered(Connection connection, IncomingEvent event, SweepCommand command) throws SQLException {
        if (ResultTypes.FAILED.equals(event.type())) {
            var failed = event.data(Failed.class);
            failed.check();
            committed(connection, event, command, failed);
            if (PERMIT_REVOKED.equals(failed.code())) {
                revoked(connection, command);
            } else if (command.state() == State.PURGING) {
                failures.reported(connection, command, failed.code());
            }
            return;
        }
        var purged = event.data(Purged.class);
        purged.check(command.records());
        // Whatever became of the order here, it was carried out there.
        permits.answered(command.commandId());
        log.executed(command.commandId(), purged.at());
        if (!isOfUse(command, command.state() == State.PURGING || command.verifyId() == null)) {
            LOG.infof("result too late eventId=%s commandId=%s", event.id(), command.commandId());
            return;
        }
        outcomes.keep(connection, command, purged.categories());
        outcomes.keepKept(connection, command, purged.kept());
        sender.verify(connection, command, purged.at());
    }

    /** An order that failed can still be answered, until something else is ordered in its place. */
    private static boolean isOfUse(SweepCommand command, boolean isAsked) {
        return isAsked && !command.closed() && (command.isAwaited() || command.state() == State.FAILED);
    }

    /** What it had committed before it stopped is gone, whatever follows; a later answer to the same order includes it. */
    private void committed(Connection connection, IncomingEvent event, SweepCommand command, Failed failed)
            throws SQLException {
        if (!failed.hasCommitted() || command.state() == State.DONE || command.state() == State.VERIFYING) {
            return;
        }
        var at = failed.at() == null ? event.time() : failed.at();
        outcomes.keep(connection, command, failed.categories());
        commands.stopped(connection, command, at);
        log.executed(command.commandId(), at);
    }

    private void revoked(Connection connection, SweepCommand command) throws SQLException {
        if (command.closed() || command.state() == State.DONE || command.state() == State.VERIFYING) {
            permits.answered(command.commandId());
            return;
        }
        claims.release(connection, List.of(command.commandId()));
        commands.ended(connection, command, State.REVOKED, true, PERMIT_REVOKED, null, null);
        slices.arm(connection, new Arming(command.organisation(), command.system(), false));
        permits.answered(command.commandId());
        // Not woken for: a system that revokes for no reason would be asked without a pause.
        facts.revoked(command);
    }

    private void verified(Connection connection, IncomingEvent event, SweepCommand command) throws SQLException {
        if (ResultTypes.FAILED.equals(event.type())) {
            if (command.state() == State.VERIFYING) {
                failures.reported(connection, command, event.data(Failed.class).code());
            }
            return;
        }
        var verified = event.data(Verified.class);
        verified.check(command.records());
        if (!isOfUse(command, true)) {
            LOG.infof("result too late eventId=%s commandId=%s", event.id(), command.commandId());
            return;
        }
        var isLeftOver = command.scope() == SweepScope.RECORDS
                ? recordsVerified(connection, command, verified)
                : countVerified(connection, command, verified);
        if (isLeftOver) {
            failures.forGood(connection, command, SweepFailures.LEFT_OVER);
            return;
        }
        var nothingKept = outcomes.kept(connection, command.commandId()).isNothing();
        // What was kept is not ordered again on the same day, unless somebody asks for it.
        var closed = nothingKept && command.scope() != SweepScope.RULE;
        commands.ended(connection, command, State.DONE, closed, null, verified.at(), null);
        facts.completed(command, outcomes.categories(connection, command), verified.at());
        wake.afterCommit(command.slice());
    }

    /** @return whether records are there that the system did not say it kept */
    private boolean recordsVerified(Connection connection, SweepCommand command, Verified verified)
            throws SQLException {
        var kept = outcomes.kept(connection, command.commandId()).records();
        var present = new HashSet<>(verified.present());
        var gone = IntStream.range(0, command.records())
                .boxed()
                .filter(place -> !kept.contains(place) && !present.contains(place))
                .collect(Collectors.toSet());
        if ("restrict".equals(command.action())) {
            restricted(connection, command, gone);
        } else {
            claims.gone(connection, command.commandId(), gone);
        }
        present.removeAll(kept);
        return !present.isEmpty();
    }

    /** They may only be stored from now on; another rule can still end them, so they stay in the register. */
    private void restricted(Connection connection, SweepCommand command, Set<Integer> places) throws SQLException {
        claims.of(connection, command.commandId()).stream()
                .filter(claim -> places.contains(claim.position()))
                .collect(Collectors.groupingBy(
                        claim -> new Stream(claim.stream(), command.organisation(), command.system(), claim.category()),
                        Collectors.mapping(Claims.Claim::recordRef, Collectors.toList())))
                .forEach((stream, records) -> register.done(stream, records, RetentionAction.RESTRICT));
        claims.dealtWith(connection, command.commandId(), places);
    }

    private boolean countVerified(Connection connection, SweepCommand command, Verified verified) throws SQLException {
        var kept = outcomes.kept(connection, command.commandId());
        if (verified.count() > kept.counted()) {
            return true;
        }
        if (command.scope() == SweepScope.RETAINED && kept.isNothing()) {
            releases.gone(connection, command);
        }
        return false;
    }

    private static IllegalStateException unusable(SQLException e) {
        return new IllegalStateException("an answer could not be taken in, SQLSTATE " + e.getSQLState(), e);
    }
}
