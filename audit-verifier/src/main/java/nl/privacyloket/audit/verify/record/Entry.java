package nl.privacyloket.audit.verify.record;

import static java.nio.charset.StandardCharsets.US_ASCII;

import nl.privacyloket.tlog.Hash;

/**
 * An entry of a log. Its texts are made when they are asked for: most entries are only hashed and counted.
 */
public final class Entry implements Content {
    /** The members that every reader needs; others may stand beside them and are covered by the hash all the same. */
    enum Member {
        SERVICE,
        AT,
        ORGANISATION,
        ACTOR,
        ACTION,
        OBJECT_TYPE,
        OBJECT_ID,
        OUTCOME,
        POLICY_VERSION,
        REQUEST_ID
    }

    private final long index;
    private final byte[] bytes;
    private final Hash leaf;
    private final int[] spans;
    private final String[] texts;
    private String service;

    private Entry(long index, byte[] bytes, int[] spans, String[] texts) {
        this.index = index;
        this.bytes = bytes;
        this.leaf = Hash.ofLeaf(bytes);
        this.spans = spans;
        this.texts = texts;
    }

    /** @param spans begin and end of each member's text in the bytes; equal for a member that is null or lacks */
    static Entry asPublished(long index, byte[] bytes, int[] spans) {
        return new Entry(index, bytes, spans, null);
    }

    static Entry writtenOtherwise(long index, byte[] bytes, String[] texts) {
        return new Entry(index, bytes, null, texts);
    }

    /** Place in the log, from 0. */
    public long index() {
        return index;
    }

    /** The value of the record, to the byte: what the log's tree hashes. Not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    /** Its leaf in the log's tree. */
    public Hash leaf() {
        return leaf;
    }

    /**
     * Whether every byte stands where the services write it. An entry that was written otherwise can be one of a later
     * version, or one that somebody wrote again; the checkpoint after it tells which.
     */
    public boolean isWrittenAsPublished() {
        return spans != null;
    }

    /** Whose log it is. */
    public String service() {
        if (service == null) {
            service = text(Member.SERVICE);
        }
        return service;
    }

    /** When it happened, as it is written. */
    public String at() {
        return text(Member.AT);
    }

    /** Id of the organisation, a hyphen for none; null in entries of a time before they named it. */
    public String organisation() {
        return text(Member.ORGANISATION);
    }

    public String actor() {
        return text(Member.ACTOR);
    }

    public String action() {
        return text(Member.ACTION);
    }

    public String objectType() {
        return text(Member.OBJECT_TYPE);
    }

    public String objectId() {
        return text(Member.OBJECT_ID);
    }

    public String outcome() {
        return text(Member.OUTCOME);
    }

    /** The request that it was about, or null. An entry on a request is about that request. */
    public String requestId() {
        String request = text(Member.REQUEST_ID);
        return request == null && "request".equals(objectType()) ? objectId() : request;
    }

    private String text(Member member) {
        if (texts != null) {
            return texts[member.ordinal()];
        }
        int begin = spans[2 * member.ordinal()];
        int end = spans[2 * member.ordinal() + 1];
        return begin == end ? null : new String(bytes, begin, end - begin, US_ASCII);
    }

    /** Its place and act; what it was about stays out of logs. */
    @Override
    public String toString() {
        return "entry " + index + " of " + service() + " (" + action() + ")";
    }
}
