package nl.privacyloket.audit.verify.record;

import java.util.List;

/**
 * A record as a source delivered it.
 *
 * @param where for people, such as {@code offset 12} or {@code line 3 of export.ndjson}
 * @param position on the topic; null where a source has none
 * @param log which log the source says that it belongs to; null when the record itself must tell
 * @param key of the record on the topic; null where a source has none
 * @param headers of the record on the topic; null where a source has none
 * @param value the bytes; null for a record without, and for a line that is too long to be anything
 */
public record Delivered(String where, Position position, String log, String key, List<Header> headers, byte[] value) {
    /** Where a record stands on the topic. */
    public record Position(int partition, long offset) {}

    /** A line of a file or of an answer: it has a value and nothing around it. */
    public static Delivered line(String where, String log, byte[] value) {
        return new Delivered(where, null, log, null, null, value);
    }

    /** Whether it came with the key and the headers of the topic. */
    public boolean hasEnvelope() {
        return headers != null;
    }
}
