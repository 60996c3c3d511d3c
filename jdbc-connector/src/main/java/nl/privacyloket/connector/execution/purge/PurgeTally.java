package nl.privacyloket.connector.execution.purge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a purge has done so far. Not thread-safe; kept between transactions as {@link Stored}. */
public final class PurgeTally {
    private final Map<String, PurgedCategory> categories = new TreeMap<>();
    private final List<KeptRecords> kept = new ArrayList<>();
    private int handled;

    /** Nothing yet; a line for each category. */
    public PurgeTally(Iterable<String> categories) {
        categories.forEach(this::line);
    }

    /** As it was. */
    public PurgeTally(Stored stored) {
        stored.categories().forEach(line -> categories.put(line.category(), line));
        kept.addAll(stored.kept());
        handled = stored.handled();
    }

    /** How it goes into the database. */
    public Stored stored() {
        return new Stored(List.copyOf(categories.values()), List.copyOf(kept), handled);
    }

    /** The lines of the answer. */
    public List<PurgedCategory> categories() {
        return List.copyOf(categories.values());
    }

    /** Why records stay. */
    public List<KeptRecords> kept() {
        return List.copyOf(kept);
    }

    /** How many of the named records have been seen to. */
    int handled() {
        return handled;
    }

    void handled(int more) {
        handled += more;
    }

    void changed(PurgeAction action, String category, boolean deleted, long records) {
        add(
                switch (action) {
                    case ERASE ->
                        deleted
                                ? new PurgedCategory(category, records, 0, 0, 0, 0)
                                : new PurgedCategory(category, 0, records, 0, 0, 0);
                    case ANONYMISE -> new PurgedCategory(category, 0, records, 0, 0, 0);
                    case RESTRICT -> new PurgedCategory(category, 0, 0, records, 0, 0);
                });
    }

    void absent(String category, long records) {
        add(new PurgedCategory(category, 0, 0, 0, records, 0));
    }

    /** Notes one line for each record that is named, else one for each category and reason. */
    void keep(Integer index, String category, KeptReason reason, long records) {
        add(new PurgedCategory(category, 0, 0, 0, 0, records));
        for (int i = 0; index == null && i < kept.size(); i++) {
            KeptRecords line = kept.get(i);
            if (line.category().equals(category) && line.reason() == reason) {
                kept.set(i, new KeptRecords(null, category, reason, line.rows() + records));
                return;
            }
        }
        kept.add(new KeptRecords(index, category, reason, records));
    }

    /** Before looking at the same records again. */
    void forgetKept() {
        kept.clear();
        categories.replaceAll((category, line) -> line.withoutKept());
    }

    private PurgedCategory line(String category) {
        return categories.computeIfAbsent(category, PurgedCategory::none);
    }

    private void add(PurgedCategory more) {
        categories.put(more.category(), line(more.category()).plus(more));
    }

    /**
     * @param categories a line for each
     * @param kept why records stay
     * @param handled how many of the named records have been seen to
     */
    public record Stored(List<PurgedCategory> categories, List<KeptRecords> kept, int handled) {}
}
