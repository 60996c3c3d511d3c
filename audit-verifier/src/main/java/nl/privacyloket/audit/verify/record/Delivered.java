package nl.privacyloket.audit.verify.record;

import java.util.List;

/**
 * A record as a source delivered it.
 *
 * @param source a file or an address; null for the topic
 * @param line of the source, from 1
 * @param position on the topic; null elsewhere
 * @param log which log the source says that it belongs to; null when the record itself must tell
 * @param key of the record on the topic, or the log of the service that answered; null elsewhere
 * @param headers of the record on the topic; null elsewhere
 * @param mayWithhold whether its source may show the hash alone in place of an entry
 * @param value the bytes; null for a record without, and for a line that is too long to be anything
 * @param content what the value is
 */
public record Delivered(
        String source,
        long line,
        Position position,
        String log,
        String key,
        List<Header> headers,
        boolean mayWithhold,
        byte[] value,
        Content content) {
    /** Where a record stands on the topic. */
    public record Position(int partition, long offset) {}

    /** A record of the topic. */
    public static Delivered record(Position position, String key, List<Header> headers, byte[] value) {
        return new Delivered(null, 0, position, null, key, headers, false, value, RecordReader.read(value));
    }

    /** A line of a file: it has a value and nothing around it. */
    public static Delivered line(String source, long line, String log, boolean mayWithhold, byte[] value) {
        return new Delivered(source, line, null, log, null, null, mayWithhold, value, RecordReader.read(value));
    }

    /** A line of a service's answer: it is of this log, whatever it says, and may be withheld. */
    public static Delivered answer(String source, long line, String log, byte[] value) {
        return new Delivered(source, line, null, log, log, null, true, value, RecordReader.read(value));
    }

    /** Where it stands, for people. */
    public String where() {
        return position != null ? "offset " + position.offset() : "line " + line + " of " + source;
    }

    /** Whether it came with the key and the headers of the topic. */
    public boolean hasEnvelope() {
        return headers != null;
    }
}
