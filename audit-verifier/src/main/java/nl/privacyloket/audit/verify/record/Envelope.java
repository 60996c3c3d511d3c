package nl.privacyloket.audit.verify.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Pattern;
import nl.privacyloket.audit.verify.record.Content.SignedNote;

/**
 * Whether key and headers of a record follow from its value, which alone is hashed. All of CloudEvents' attributes do; the
 * trace context does not, and is nobody's proof of anything.
 */
public final class Envelope {
    /** Type of the event that carries an entry. */
    public static final String ENTRY_TYPE = "nl.privacyloket.audit.entry.v1";

    /** Type of the event that carries a checkpoint. */
    public static final String CHECKPOINT_TYPE = "nl.privacyloket.audit.checkpoint.v1";

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private Envelope() {}

    /** The name-based id of the event of an entry. */
    public static String entryId(String service, long index) {
        return named(service + "/" + index);
    }

    /** The name-based id of the event of a checkpoint. */
    public static String checkpointId(String service, long size, Instant signedAt) {
        return named(service + "/checkpoint/" + size + "/" + signedAt);
    }

    private static String named(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString();
    }

    /** The first thing around an entry that does not fit it, in words; null when all does or nothing is around it. */
    public static String contradiction(Delivered delivered, Entry entry) {
        if (!delivered.hasEnvelope()) {
            return null;
        }
        String common = common(delivered, ENTRY_TYPE, entry.service());
        if (common != null) {
            return common;
        }
        // Entries of a time before they named their organisation were also given ids at random.
        boolean follows = entry.organisation() != null;
        if (follows && !has(delivered, "ce_organisation", entry.organisation())) {
            return "its header ce_organisation names another organisation than its content";
        }
        String id = header(delivered, "ce_id");
        if (follows ? !entryId(entry.service(), entry.index()).equals(id) : !isId(id)) {
            return "its header ce_id is not the one of its place";
        }
        return time(delivered, Instants.parse(entry.at()));
    }

    /** The first thing around a checkpoint that does not fit it, in words; null when all does or nothing is around it. */
    public static String contradiction(Delivered delivered, SignedNote note) {
        if (!delivered.hasEnvelope()) {
            return null;
        }
        String common = common(delivered, CHECKPOINT_TYPE, note.service());
        if (common != null) {
            return common;
        }
        if (!has(delivered, "ce_organisation", "-")) {
            return "its header ce_organisation names an organisation";
        }
        if (!has(delivered, "ce_id", checkpointId(note.service(), note.size(), note.signedAt()))) {
            return "its header ce_id is not the one of its size and time";
        }
        return time(delivered, note.signedAt());
    }

    /** Whether the event's id is the one of this place: then the record was made for it, whatever its value says. */
    public static boolean isMadeFor(Delivered delivered, String service, long index) {
        return delivered.hasEnvelope() && entryId(service, index).equals(header(delivered, "ce_id"));
    }

    private static String common(Delivered delivered, String type, String service) {
        if (!service.equals(delivered.key())) {
            return "its key is not the log that its content names";
        }
        if (!has(delivered, "ce_type", type)) {
            return "its header ce_type is not " + type;
        }
        if (!has(delivered, "ce_source", service)) {
            return "its header ce_source is not the log that its content names";
        }
        if (!has(delivered, "ce_specversion", "1.0")) {
            return "its header ce_specversion is not 1.0";
        }
        return has(delivered, "content-type", "application/json")
                ? null
                : "its header content-type is not application/json";
    }

    private static String time(Delivered delivered, Instant expected) {
        Instant time = Instants.parse(header(delivered, "ce_time"));
        return expected != null && expected.equals(time) ? null : "its header ce_time is not the time in its content";
    }

    private static boolean isId(String id) {
        return id != null && ID.matcher(id).matches();
    }

    private static boolean has(Delivered delivered, String name, String value) {
        Header found = only(delivered, name);
        return found != null && Arrays.equals(found.value(), value.getBytes(UTF_8));
    }

    /** Null as well when it is not plain text. */
    private static String header(Delivered delivered, String name) {
        Header found = only(delivered, name);
        if (found == null) {
            return null;
        }
        String text = new String(found.value(), UTF_8);
        return Arrays.equals(text.getBytes(UTF_8), found.value()) ? text : null;
    }

    private static Header only(Delivered delivered, String name) {
        Header found = null;
        for (Header header : delivered.headers()) {
            if (header.name().equals(name)) {
                if (found != null || header.value() == null) {
                    return null;
                }
                found = header;
            }
        }
        return found;
    }
}
