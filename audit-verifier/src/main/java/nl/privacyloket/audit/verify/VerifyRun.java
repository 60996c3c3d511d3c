package nl.privacyloket.audit.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import nl.privacyloket.audit.verify.log.LogVerdict;
import nl.privacyloket.audit.verify.reconcile.Discrepancy;
import nl.privacyloket.audit.verify.reconcile.Reconciliation;
import nl.privacyloket.audit.verify.source.AuditSource;
import nl.privacyloket.audit.verify.source.AuditSource.Verified;
import nl.privacyloket.audit.verify.source.TopicBeganAnewException;
import nl.privacyloket.audit.verify.state.StateFile;
import nl.privacyloket.audit.verify.state.VerifiedState;
import nl.privacyloket.tlog.Hash;
import nl.privacyloket.tlog.InvalidNoteException;

/**
 * A verification from its sources to its verdict.
 *
 * @param keys that are trusted
 * @param sources what is verified; together they hold each log once
 * @param others whose checkpoints the logs must contain; asked for the entry that was altered, when the sources show no
 *     more than a range
 * @param checkpoints files of notes that the logs must contain
 * @param state where an earlier run's progress is kept, or null
 * @param maxAge of each log's newest checkpoint, or null
 * @param only the logs to look at; empty for all
 * @param grace facts this young are not missed yet when logs are laid side by side; null when they are not
 */
public record VerifyRun(
        TrustedKeys keys,
        List<AuditSource> sources,
        List<AuditSource> others,
        List<Path> checkpoints,
        StateFile state,
        Duration maxAge,
        Set<String> only,
        Duration grace) {

    /** Is told now and then how far it is. */
    public interface Progress {
        void at(long records);
    }

    /**
     * @throws UnusableInputException when it cannot come to a verdict
     */
    public AuditVerdict run(Clock clock, Progress progress) throws UnusableInputException, InterruptedException {
        VerifiedState before = state == null ? VerifiedState.nothing() : state.read(keys);
        try {
            return run(clock, progress, before, grace == null);
        } catch (TopicBeganAnewException e) {
            // The topic was lost and filled again, or is another one: all of it, and it must begin with what is known.
            return run(clock, progress, before, false);
        }
    }

    private AuditVerdict run(Clock clock, Progress progress, VerifiedState before, boolean resume)
            throws UnusableInputException, InterruptedException {
        AuditVerification verification = new AuditVerification(keys, before, only);
        expectCheckpoints(verification);
        for (AuditSource source : sources) {
            expectNotes(verification, source, false);
        }
        for (AuditSource other : others) {
            expectNotes(verification, other, true);
        }
        Set<String> asked = new TreeSet<>();
        sources.stream().map(AuditSource::onlyLog).filter(Objects::nonNull).forEach(asked::add);
        if (sources.stream().allMatch(source -> source.onlyLog() != null)) {
            verification.ask(asked);
        }
        boolean goesOn = resume && verification.canResume();
        Reconciliation reconciliation = grace == null ? null : new Reconciliation();
        if (reconciliation != null) {
            verification.listen(reconciliation);
        }
        long[] told = {System.nanoTime()};
        if (goesOn) {
            verification.goOn();
        }
        for (AuditSource source : sources) {
            source.read(goesOn ? before : Verified.NOTHING, delivered -> {
                verification.accept(delivered);
                if ((verification.records() & 0xfff) == 0 && System.nanoTime() - told[0] > 1_000_000_000L) {
                    told[0] = System.nanoTime();
                    progress.at(verification.records());
                }
            });
        }
        List<LogVerdict> verdicts = new ArrayList<>();
        for (LogVerdict log : verification.finish(clock.instant(), maxAge)) {
            boolean isKnown = log.altered() != null && !log.altered().leaves().isEmpty();
            verdicts.add(isKnown ? exact(log) : log);
        }
        List<Discrepancy> discrepancies = reconciliation == null ? null : reconciliation.judge(verdicts, grace);
        if (state != null) {
            state.write(verification.state());
        }
        return new AuditVerdict(verdicts, verification.strays(), discrepancies);
    }

    private void expectCheckpoints(AuditVerification verification) throws UnusableInputException {
        for (Path file : checkpoints) {
            try {
                verification.expect(Files.readString(file), false);
            } catch (IOException e) {
                throw new UnusableInputException("The checkpoint in " + file + " cannot be read", e);
            } catch (InvalidNoteException e) {
                throw new UnusableInputException("The checkpoint in " + file + " cannot be used: " + e.getMessage(), e);
            }
        }
    }

    private static void expectNotes(AuditVerification verification, AuditSource source, boolean other)
            throws UnusableInputException, InterruptedException {
        for (AuditSource.Note note : source.notes()) {
            try {
                verification.expect(note.text(), other && source.onlyLog() != null);
            } catch (InvalidNoteException e) {
                verification.disbelieve(note.where(), e.getMessage());
            }
        }
    }

    /** Asks the other sources which entry of a range it is. */
    private LogVerdict exact(LogVerdict log) throws InterruptedException {
        for (AuditSource other : others) {
            try {
                List<Hash> leaves = other.leaves(
                        log.log(), log.altered().first(), log.altered().last());
                long entry = log.altered().firstAltered(leaves);
                if (entry >= 0) {
                    return log.withAltered(entry, other.name());
                }
            } catch (UnusableInputException e) {
                // The range stands; the verdict is the same.
            }
        }
        return log;
    }
}
