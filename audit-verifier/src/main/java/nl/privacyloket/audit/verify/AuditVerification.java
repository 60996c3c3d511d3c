package nl.privacyloket.audit.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import nl.privacyloket.audit.verify.log.Edge;
import nl.privacyloket.audit.verify.log.LogVerdict;
import nl.privacyloket.audit.verify.log.LogVerifier;
import nl.privacyloket.audit.verify.record.Content;
import nl.privacyloket.audit.verify.record.Delivered;
import nl.privacyloket.audit.verify.record.Delivered.Position;
import nl.privacyloket.audit.verify.record.Entry;
import nl.privacyloket.audit.verify.source.AuditSource;
import nl.privacyloket.audit.verify.source.TopicBeganAnewException;
import nl.privacyloket.audit.verify.state.VerifiedState;
import nl.privacyloket.tlog.InvalidNoteException;
import nl.privacyloket.tlog.SignedCheckpoint;

/** One verification: gives each record to its log, and brings the verdicts together. Not for several threads. */
public final class AuditVerification implements AuditSource.Receiver {
    private static final int MOST_STRAYS = 20;
    /** Whoever may write to the topic can write under any key. */
    private static final int MOST_UNKNOWN = 1000;

    /** Sees every entry that is taken, in order; for laying logs side by side. */
    public interface EntryListener {
        void entry(Entry entry);
    }

    private final TrustedKeys keys;
    private final VerifiedState before;
    private final Set<String> only;
    private final Map<String, Log> logs = new TreeMap<>();
    private final List<String> strays = new ArrayList<>();
    /** Where each log's first record stands. */
    private final Map<String, Position> firsts = new TreeMap<>();

    private boolean goesOn;
    /** The logs that sources were asked for by name; null when a source may have any. */
    private Set<String> asked;

    private EntryListener listener = entry -> {};
    private long records;

    private static final class Log {
        private final LogVerifier verifier;
        private final Map<SignedCheckpoint, Boolean> expected = new IdentityHashMap<>();
        private boolean begun;
        /** Records up to here were verified by an earlier run. */
        private long verifiedTo = -1;
        /** Entries in front of this were verified by an earlier run, and their beginning is not here any more. */
        private long passedOverTo;

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
            if (isLookedAt(log)) {
                log(log);
            }
        }
        before.unkeyed().stream().filter(this::isLookedAt).forEach(this::log);
    }

    /**
     * The sources are read from where the earlier run stopped, as far as they can. Otherwise they are read from their
     * beginning, and must begin with what it has verified.
     */
    public void goOn() {
        goesOn = true;
    }

    /** The sources have these logs alone, and answer what an earlier run did not verify: nothing means nothing new. */
    public void ask(Set<String> byName) {
        asked = Set.copyOf(byName);
    }

    /** Tells of each entry. */
    public void listen(EntryListener entryListener) {
        this.listener = entryListener;
    }

    /**
     * Adds a checkpoint that the logs must contain.
     *
     * @param live a service answers it just now, while the log is read from somewhere else
     * @throws InvalidNoteException when no trusted key signed it
     */
    public SignedCheckpoint expect(String note, boolean live) throws InvalidNoteException {
        InvalidNoteException last = new InvalidNoteException("there is no trusted key");
        for (String name : keys.logs()) {
            try {
                SignedCheckpoint signed = keys.of(name).open(note);
                if (logs.containsKey(name)) {
                    logs.get(name).expected.put(signed, live);
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
        Content content = delivered.content();
        String name = logOf(delivered, content);
        if (name == null || isOneTooMany(name)) {
            if (strays.size() < MOST_STRAYS) {
                strays.add("at " + delivered.where() + " is a record of "
                        + (name == null ? "no log" : "one more log than " + MOST_UNKNOWN + " without a key"));
            }
            return;
        }
        boolean isFirst = delivered.position() != null && firsts.putIfAbsent(name, delivered.position()) == null;
        if (!isLookedAt(name)) {
            return;
        }
        Log log = log(name);
        if (isVerifiedAlready(log, name, delivered, content, isFirst)) {
            return;
        }
        begin(log, name, delivered, content);
        if (isPassedOver(log, name, content)) {
            return;
        }
        give(log.verifier, delivered, content);
    }

    private boolean isLookedAt(String log) {
        return only.isEmpty() || only.contains(log);
    }

    private boolean isOneTooMany(String log) {
        return firsts.size() + logs.size() > MOST_UNKNOWN
                && !logs.containsKey(log)
                && !firsts.containsKey(log)
                && !keys.logs().contains(log);
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

    private boolean isVerifiedAlready(Log log, String name, Delivered delivered, Content content, boolean isFirst) {
        VerifiedState.Log earlier = before.logs().get(name);
        if (!goesOn || earlier == null || earlier.position() == null || delivered.position() == null) {
            return false;
        }
        if (earlier.edge() == null) {
            if (isFirst && !delivered.position().equals(earlier.position())) {
                throw new TopicBeganAnewException();
            }
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
        Edge edge = before.edge(name);
        long first = place(content);
        boolean behind = log.verifiedTo >= 0 || (edge != null && first >= edge.size() && first > 0);
        // An archive whose oldest files were deleted: it is verified from the state on.
        boolean cutInFront = goesOn && edge != null && delivered.headers() == null && first > 0 && first < edge.size();
        begin(log, name, behind || cutInFront);
        if (cutInFront && log.verifier.next() == edge.size()) {
            log.passedOverTo = edge.size();
            log.verifier.note("its entries before " + first + " are not here, and those before " + edge.size()
                    + " were not read again: an earlier run has verified them");
        }
    }

    private void begin(Log log, String name, boolean behind) {
        log.begun = true;
        Edge edge = before.edge(name);
        boolean comparable = log.expected.keySet().stream()
                .allMatch(signed -> signed.checkpoint().size() >= before.entries(name));
        if (edge != null && behind && comparable) {
            log.verifier.resume(edge, before.logs().get(name).position());
        } else if (edge != null) {
            log.verifier.expect(edge.checkpoint(), false);
        }
        log.expected.forEach(log.verifier::expect);
    }

    private boolean isPassedOver(Log log, String name, Content content) {
        if (log.passedOverTo == 0) {
            return false;
        }
        boolean isTheOne = content instanceof Content.SignedNote note
                && note.note().equals(before.edge(name).checkpoint().note());
        if (isTheOne || place(content) < log.passedOverTo) {
            return true;
        }
        log.passedOverTo = 0;
        return false;
    }

    /** How many entries stand before it by what it says; -1 when it does not say. */
    private static long place(Content content) {
        return content instanceof Entry entry
                ? entry.index()
                : content instanceof Content.Withheld place
                        ? place.index()
                        : content instanceof Content.SignedNote note ? note.size() : -1;
    }

    /**
     * Whether the earlier run's state can be gone on from: no checkpoint is to be compared that lies before it.
     */
    public boolean canResume() {
        return logs.entrySet().stream().allMatch(log -> log.getValue().expected.keySet().stream()
                .allMatch(signed -> signed.checkpoint().size() >= before.entries(log.getKey())));
    }

    /**
     * The verdicts, when the sources have nothing more.
     *
     * @param maxAge of each log's newest checkpoint; null when any age will do
     */
    public List<LogVerdict> finish(Instant now, Duration maxAge) {
        List<LogVerdict> verdicts = new ArrayList<>();
        logs.forEach((name, log) -> {
            if (!log.begun && asked != null && !asked.contains(name)) {
                verdicts.add(LogVerdict.unjudged(name, "it was not read, no source that was given has it"));
                return;
            }
            if (!log.begun) {
                // Nothing new of this log: what was verified earlier stands, if that is where the source was read from.
                begin(log, name, goesOn && (asked != null || log.verifiedTo >= 0));
            }
            verdicts.add(log.verifier.finish(now, maxAge));
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

    /**
     * What the next run can go on from. A log that was tampered with stays where it was before that was found, so that the
     * next run finds it too. So do all when there are records that belong to no log.
     */
    public VerifiedState state() {
        Map<String, VerifiedState.Log> state = new TreeMap<>(before.logs());
        firsts.forEach((name, first) -> state.putIfAbsent(name, new VerifiedState.Log(null, first)));
        logs.forEach((name, log) -> {
            if (!strays.isEmpty() || !log.verifier.isSoundSoFar()) {
                return;
            }
            Edge own = log.verifier.resumable();
            Edge proven = own == null ? log.verifier.proven() : own;
            if (proven != null && proven.size() >= before.entries(name)) {
                state.put(name, new VerifiedState.Log(proven, log.verifier.resumableAt()));
            }
        });
        return new VerifiedState(state, before.unkeyed());
    }
}
