package nl.privacyloket.audit.verify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import nl.privacyloket.audit.verify.log.Edge;
import nl.privacyloket.audit.verify.log.LogVerdict;
import nl.privacyloket.audit.verify.log.LogVerifier;
import nl.privacyloket.audit.verify.record.Content;
import nl.privacyloket.audit.verify.record.Delivered;
import nl.privacyloket.audit.verify.record.Entry;
import nl.privacyloket.audit.verify.record.RecordReader;
import nl.privacyloket.audit.verify.source.AuditSource;
import nl.privacyloket.audit.verify.source.TopicBeganAnewException;
import nl.privacyloket.audit.verify.state.VerifiedState;
import nl.privacyloket.tlog.InvalidNoteException;
import nl.privacyloket.tlog.SignedCheckpoint;

/** One verification: gives each record to its log, and brings the verdicts together. Not for several threads. */
public final class AuditVerification implements AuditSource.Receiver {
    private static final int MOST_STRAYS = 20;

    /** Sees every entry that is taken, in order; for laying logs side by side. */
    public interface EntryListener {
        void entry(Entry entry);
    }

    private final TrustedKeys keys;
    private final VerifiedState before;
    private final Set<String> only;
    private final Map<String, Log> logs = new TreeMap<>();
    private final List<String> strays = new ArrayList<>();
    private boolean goesOn;
    private boolean readFromVerified;
    private EntryListener listener = entry -> {};
    private long records;

    private static final class Log {
        private final LogVerifier verifier;
        private final List<SignedCheckpoint> expected = new ArrayList<>();
        private boolean begun;
        /** Records up to here were verified by an earlier run. */
        private long verifiedTo = -1;

        Log(LogVerifier verifier) {
            this.verifier = verifier;
        }
    }

    /**
     * @param before what an earlier run has verified; each log must begin with it
     * @param only the logs to look at; empty for all
     */
    public AuditVerification(TrustedKeys keys, VerifiedState before, Set<String> only) {
        this.keys = keys;
        this.before = before;
        this.only = Set.copyOf(only);
        for (String log : keys.logs()) {
            if (only.isEmpty() || only.contains(log)) {
                log(log);
            }
        }
    }

    /**
     * The sources are read from where the earlier run stopped, as far as they can. Otherwise they are read from their
     * beginning, and must begin with what it has verified.
     *
     * @param byPlace they leave out by themselves what is verified: nothing from them means nothing new
     */
    public void goOn(boolean byPlace) {
        goesOn = true;
        readFromVerified = byPlace;
    }

    /** Tells of each entry. */
    public void listen(EntryListener entryListener) {
        this.listener = entryListener;
    }

    /**
     * Adds a checkpoint that the logs must contain.
     *
     * @throws InvalidNoteException when no trusted key signed it
     */
    public SignedCheckpoint expect(String note) throws InvalidNoteException {
        InvalidNoteException last = new InvalidNoteException("there is no trusted key");
        for (String name : keys.logs()) {
            try {
                SignedCheckpoint signed = SignedCheckpoint.open(note, keys.of(name));
                if (logs.containsKey(name)) {
                    logs.get(name).expected.add(signed);
                }
                return signed;
            } catch (InvalidNoteException e) {
                boolean known = String.valueOf(e.getMessage()).contains("false");
                last = known || last.getMessage().startsWith("there is no") ? e : last;
            }
        }
        throw last;
    }

    /** A source showed a checkpoint that nobody trusted signed. */
    public void disbelieve(String where, String why) {
        strays.add("the checkpoint of " + where + " is not to be believed: " + why);
    }

    /** How many records were taken. */
    public long records() {
        return records;
    }

    @Override
    public void accept(Delivered delivered) {
        records++;
        Content content = RecordReader.read(delivered.value());
        String name = logOf(delivered, content);
        if (name == null) {
            if (strays.size() < MOST_STRAYS) {
                strays.add("at " + delivered.where() + " is a record of no log");
            }
            return;
        }
        if (!only.isEmpty() && !only.contains(name)) {
            return;
        }
        Log log = log(name);
        if (isVerifiedAlready(log, name, delivered, content)) {
            return;
        }
        begin(log, name, delivered, content);
        give(log.verifier, delivered, content);
    }

    private void give(LogVerifier verifier, Delivered delivered, Content content) {
        if (content instanceof Entry entry) {
            verifier.entry(delivered, entry);
            listener.entry(entry);
        } else if (content instanceof Content.SignedNote note) {
            verifier.checkpoint(delivered, note);
        } else if (content instanceof Content.Withheld place) {
            verifier.withheld(delivered, place);
        } else {
            verifier.unreadable(delivered, (Content.Unreadable) content);
        }
    }

    /** The key counts before the content: where a record stands is in its key's log, and there it is missed. */
    private String logOf(Delivered delivered, Content content) {
        String said = content instanceof Entry entry
                ? entry.service()
                : content instanceof Content.SignedNote note
                        ? note.service()
                        : content instanceof Content.Unreadable unreadable ? unreadable.service() : null;
        if (delivered.key() != null && keys.logs().contains(delivered.key())) {
            return delivered.key();
        }
        return said != null ? said : delivered.log();
    }

    private Log log(String name) {
        return logs.computeIfAbsent(name, any -> new Log(new LogVerifier(name, keys.of(name))));
    }

    private boolean isVerifiedAlready(Log log, String name, Delivered delivered, Content content) {
        VerifiedState.Log earlier = before.logs().get(name);
        if (!goesOn || earlier == null || earlier.position() == null || delivered.position() == null) {
            return false;
        }
        boolean samePartition =
                earlier.position().partition() == delivered.position().partition();
        long offset = delivered.position().offset();
        if (!samePartition || log.verifiedTo >= earlier.position().offset()) {
            return false;
        }
        if (offset < earlier.position().offset()) {
            return true;
        }
        boolean same = content instanceof Content.SignedNote note
                && note.note().equals(earlier.edge().checkpoint().note());
        if (!same) {
            throw new TopicBeganAnewException();
        }
        log.verifiedTo = offset;
        return true;
    }

    /** At a log's first record it shows whether the source goes on where the earlier run stopped. */
    private void begin(Log log, String name, Delivered delivered, Content content) {
        if (log.begun) {
            return;
        }
        VerifiedState.Log earlier = before.logs().get(name);
        long first = content instanceof Entry entry
                ? entry.index()
                : content instanceof Content.Withheld place
                        ? place.index()
                        : content instanceof Content.SignedNote note ? note.size() : -1;
        boolean goesOn = log.verifiedTo >= 0
                || (earlier != null && first >= earlier.edge().size() && first > 0);
        begin(log, earlier, goesOn);
    }

    private static void begin(Log log, VerifiedState.Log earlier, boolean behind) {
        log.begun = true;
        long from = earlier == null ? 0 : earlier.edge().size();
        boolean comparable =
                log.expected.stream().allMatch(signed -> signed.checkpoint().size() >= from);
        if (earlier != null && behind && comparable) {
            log.verifier.resume(earlier.edge(), earlier.position());
        } else if (earlier != null) {
            log.verifier.expect(earlier.edge().checkpoint());
        }
        log.expected.forEach(log.verifier::expect);
    }

    /**
     * Whether the earlier run's state can be gone on from: no checkpoint is to be compared that lies before it.
     */
    public boolean canResume() {
        return logs.entrySet().stream().allMatch(log -> log.getValue().expected.stream()
                .allMatch(signed -> signed.checkpoint().size() >= before.entries(log.getKey())));
    }

    /**
     * The verdicts, when the sources have nothing more.
     *
     * @param freshAfter each log's newest checkpoint must be signed after this; null when any age will do
     */
    public List<LogVerdict> finish(Instant freshAfter) {
        List<LogVerdict> verdicts = new ArrayList<>();
        logs.forEach((name, log) -> {
            if (!log.begun) {
                // Nothing new of this log: what was verified earlier stands, if that is where the source was read from.
                begin(log, before.logs().get(name), goesOn && (readFromVerified || log.verifiedTo >= 0));
            }
            verdicts.add(log.verifier.finish(freshAfter));
        });
        return verdicts;
    }

    /** What is wrong with logs so far, one sentence for each log; the final verdict may know better what it is. */
    public List<String> unsoundSoFar() {
        return logs.entrySet().stream()
                .filter(log -> !log.getValue().verifier.isSoundSoFar())
                .map(log -> "TAMPERED: " + log.getKey() + ", behind the first "
                        + proven(log.getValue().verifier)
                        + " entries; verify tells what it is")
                .toList();
    }

    private static long proven(LogVerifier log) {
        return log.proven() == null ? 0 : log.proven().size();
    }

    /** Records that belong to no log, and checkpoints that nobody trusted signed. */
    public List<String> strays() {
        return List.copyOf(strays);
    }

    /** What the next run can go on from; a log that was tampered with stays where it was proven last. */
    public VerifiedState state() {
        Map<String, VerifiedState.Log> state = new TreeMap<>(before.logs());
        logs.forEach((name, log) -> {
            Edge own = log.verifier.resumable();
            Edge proven = own == null ? log.verifier.proven() : own;
            if (proven != null && proven.size() >= before.entries(name)) {
                state.put(name, new VerifiedState.Log(proven, log.verifier.resumableAt()));
            }
        });
        return new VerifiedState(state);
    }
}
