package nl.privacyloket.faults.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.privacyloket.faults.client.Entry;

/**
 * What happened to one person, by the client's ledger.
 *
 * @param number customer number
 * @param erased when the erasure was seen to be closed; null when it was not
 * @param holds spans in which nothing of the person may go
 * @param returned when the person became a customer again; null when not
 * @param restored when the data system last got back rows of erased persons, to be erased again; null when never
 * @param granted whether an erasure was decided
 */
record Course(String number, Instant erased, List<Span> holds, Instant returned, Instant restored, boolean granted) {

    /** @param to null for a hold that lasts */
    record Span(Instant from, Instant to) {
        boolean covers(Instant moment) {
            return moment.isAfter(from) && (to == null || moment.isBefore(to));
        }
    }

    /** Whether a hold keeps the person's data now. */
    boolean heldNow() {
        return holds.stream().anyMatch(span -> span.to() == null);
    }

    /** Every person of the ledger, by number. */
    static Map<String, Course> all(List<Entry> ledger) {
        Map<String, Course> all = new LinkedHashMap<>();
        Map<String, String> rights = new LinkedHashMap<>();
        Instant restored = null;
        for (Entry entry : ledger) {
            if (entry.what() == Entry.What.RESTORED) {
                restored = entry.at();
            }
            if (entry.what() == Entry.What.ACCEPTED) {
                rights.put(entry.id(), entry.detail());
            }
            if (entry.person() != null) {
                Course before = all.getOrDefault(
                        entry.person(), new Course(entry.person(), null, List.of(), null, null, false));
                all.put(entry.person(), before.after(entry, "erasure".equals(rights.get(entry.id()))));
            }
        }
        Instant last = restored;
        all.replaceAll((number, course) ->
                new Course(number, course.erased, course.holds, course.returned, last, course.granted));
        return all;
    }

    private Course after(Entry entry, boolean erasure) {
        return switch (entry.what()) {
            case DECIDED -> new Course(number, erased, holds, returned, restored, granted || erasure);
            case CLOSED -> new Course(number, erasure ? entry.at() : erased, holds, returned, restored, granted);
            case RETURNED -> new Course(number, erased, holds, entry.at(), restored, granted);
            case HELD -> {
                List<Span> more = new ArrayList<>(holds);
                more.add(new Span(entry.at(), null));
                yield new Course(number, erased, more, returned, restored, granted);
            }
            case LIFTING ->
                new Course(
                        number,
                        erased,
                        holds.stream()
                                .map(span -> span.to() == null ? new Span(span.from(), entry.at()) : span)
                                .toList(),
                        returned,
                        restored,
                        granted);
            default -> this;
        };
    }
}
