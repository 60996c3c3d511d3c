package nl.privacyloket.messaging.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.privacyloket.messaging.audit.AuditTopic.Found;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.tlog.Checkpoint;
import nl.privacyloket.tlog.Hash;
import nl.privacyloket.tlog.SignedCheckpoint;
import nl.privacyloket.tlog.TreeFrontier;

/**
 * Which of the records in a log's name are its own, by the roots that its key signed. Somebody else may have written
 * another record for the same place, before the log's own or after it; then each is tried.
 */
final class SignedHistory {
    private static final int MOST_OF_ONE_PLACE = 16;
    private static final int MOST_TRIES = 4_096;

    private final CheckpointSettings settings;
    private final Map<Long, Hash> chosen = new HashMap<>();
    private final List<List<Hash>> open = new ArrayList<>();
    private TreeFrontier proven;
    private String doubt;

    /** @param before what the database has */
    SignedHistory(CheckpointSettings settings, TreeFrontier before) {
        this.settings = settings;
        this.proven = before;
    }

    /** Takes note of a record; in the order of the topic. */
    void read(Found found) {
        try {
            if (found.checkpoint()) {
                String note = EventJson.read(found.kafka().value(), CheckpointRecord.class)
                        .note();
                if (note != null) {
                    settings.open(note).ifPresent(this::prove);
                }
            } else {
                add(found.size() - 1, Hash.ofLeaf(found.kafka().value()));
            }
        } catch (PoisonEventException e) {
            // Not one of the log's.
            return;
        }
    }

    /** An entry of the log comes after the one before it; whatever does not is not one. */
    private void add(long index, Hash leaf) {
        long place = index - proven.size();
        if (place < 0 || place > open.size()) {
            return;
        }
        if (place == open.size()) {
            open.add(List.of(leaf));
            return;
        }
        List<Hash> candidates = open.get((int) place);
        if (!candidates.contains(leaf) && candidates.size() < MOST_OF_ONE_PLACE) {
            List<Hash> more = new ArrayList<>(candidates);
            more.add(leaf);
            open.set((int) place, List.copyOf(more));
        }
    }

    /** Goes as far as a checkpoint when the records before it give its root. */
    void prove(SignedCheckpoint signed) {
        Checkpoint checkpoint = signed.checkpoint();
        long places = checkpoint.size() - proven.size();
        if (places <= 0) {
            return;
        }
        if (places > open.size()) {
            doubt = "entry " + (proven.size() + open.size()) + " is missing";
            return;
        }
        List<List<Hash>> candidates = open.subList(0, (int) places);
        int[] choice = choice(candidates, checkpoint.root());
        if (choice == null) {
            doubt = "the checkpoint over " + checkpoint.size() + " entries has another root";
            return;
        }
        for (int place = 0; place < choice.length; place++) {
            if (candidates.get(place).size() > 1) {
                chosen.put(proven.size(), candidates.get(place).get(choice[place]));
            }
            proven.append(candidates.get(place).get(choice[place]));
        }
        candidates.clear();
    }

    /** Which of each place's candidates give the root; null when none do. */
    private int[] choice(List<List<Hash>> candidates, Hash root) {
        int[] choice = new int[candidates.size()];
        if (gives(candidates, choice, root)) {
            return choice;
        }
        int[] latest = candidates.stream().mapToInt(each -> each.size() - 1).toArray();
        if (gives(candidates, latest, root)) {
            return latest;
        }
        for (int tries = 0; tries < MOST_TRIES && increment(candidates, choice); tries++) {
            if (gives(candidates, choice, root)) {
                return choice;
            }
        }
        return null;
    }

    private static boolean increment(List<List<Hash>> candidates, int[] choice) {
        for (int place = 0; place < choice.length; place++) {
            if (choice[place] + 1 < candidates.get(place).size()) {
                choice[place]++;
                return true;
            }
            choice[place] = 0;
        }
        return false;
    }

    private boolean gives(List<List<Hash>> candidates, int[] choice, Hash root) {
        TreeFrontier tree = TreeFrontier.of(proven.size(), proven.hashes());
        for (int place = 0; place < choice.length; place++) {
            tree.append(candidates.get(place).get(choice[place]));
        }
        return tree.root().equals(root);
    }

    /** How many entries are proven. */
    long size() {
        return proven.size();
    }

    Hash root() {
        return proven.root();
    }

    /** Whether a record is the proven one of its place. */
    boolean holds(long index, Hash leaf) {
        Hash only = chosen.get(index);
        return index < proven.size() && (only == null || only.equals(leaf));
    }

    /** Why no more is proven. */
    String doubt() {
        return doubt;
    }
}
