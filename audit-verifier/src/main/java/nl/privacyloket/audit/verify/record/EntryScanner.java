package nl.privacyloket.audit.verify.record;

import nl.privacyloket.audit.verify.record.Entry.Member;

/**
 * Reads an entry that is written byte for byte as the services write theirs: no white space, members in order, plain
 * ASCII. Many times faster than a general reader of JSON, and stricter; what it declines is read by {@link RecordReader}.
 */
final class EntryScanner {
    private static final Word SERVICE = new Word("{\"service\":");
    private static final Word INDEX = new Word(",\"index\":");
    private static final Word AT = new Word(",\"at\":");
    private static final Word ORGANISATION = new Word(",\"organisation\":");
    private static final Word ACTOR = new Word(",\"actor\":");
    private static final Word ACTION = new Word(",\"action\":");
    private static final Word OBJECT_TYPE = new Word(",\"object\":{\"type\":");
    private static final Word OBJECT_ID = new Word(",\"id\":");
    private static final Word OUTCOME = new Word("},\"outcome\":");
    private static final Word POLICY_VERSION = new Word(",\"policyVersion\":");
    private static final Word REQUEST_ID = new Word(",\"requestId\":");
    private static final Word NULL = new Word("null");
    private static final DigitForm YEAR_AND_MONTH = new DigitForm("0000-00-");
    private static final DigitForm DAY_AND_HOUR = new DigitForm("00T00:00");
    private static final DigitForm TIME = new DigitForm("00:00:00");
    private static final int MOST_DIGITS = 18;
    private static final int LONGEST_SERVICE = 63;

    private final byte[] bytes;
    private final int[] spans = new int[2 * Member.values().length];
    private int at;

    private EntryScanner(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Null when it is written in any other way. */
    static Entry scan(byte[] bytes) {
        return new EntryScanner(bytes).entry();
    }

    private Entry entry() {
        if (!word(SERVICE) || !text(Member.SERVICE) || !isService() || !word(INDEX)) {
            return null;
        }
        long index = number();
        if (index < 0 || !word(AT) || !text(Member.AT) || !isTime()) {
            return null;
        }
        boolean named = word(ORGANISATION);
        if (named && !text(Member.ORGANISATION)) {
            return null;
        }
        boolean read = word(ACTOR)
                && text(Member.ACTOR)
                && word(ACTION)
                && text(Member.ACTION)
                && word(OBJECT_TYPE)
                && text(Member.OBJECT_TYPE)
                && word(OBJECT_ID)
                && text(Member.OBJECT_ID)
                && word(OUTCOME)
                && text(Member.OUTCOME)
                && word(POLICY_VERSION)
                && policyVersion()
                && (!named || (word(REQUEST_ID) && (word(NULL) || text(Member.REQUEST_ID))));
        return read && at == bytes.length - 1 && bytes[at] == '}' ? Entry.asPublished(index, bytes, spans) : null;
    }

    private boolean word(Word word) {
        if (!word.isAt(bytes, at)) {
            return false;
        }
        at += word.length();
        return true;
    }

    /** A text that is not empty and needs no escape. */
    private boolean text(Member member) {
        if (at >= bytes.length || bytes[at] != '"') {
            return false;
        }
        int begin = at + 1;
        int end = Bytes.endOfPlainText(bytes, begin);
        if (end == begin || end == bytes.length || bytes[end] != '"') {
            return false;
        }
        spans[2 * member.ordinal()] = begin;
        spans[2 * member.ordinal() + 1] = end;
        at = end + 1;
        return true;
    }

    private boolean isService() {
        int begin = spans[2 * Member.SERVICE.ordinal()];
        int end = spans[2 * Member.SERVICE.ordinal() + 1];
        boolean right = end - begin <= LONGEST_SERVICE && bytes[begin] >= 'a' && bytes[begin] <= 'z';
        for (int i = begin + 1; right && i < end; i++) {
            byte b = bytes[i];
            right = (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '-';
        }
        return right;
    }

    private boolean policyVersion() {
        int begin = at;
        if (word(NULL)) {
            return true;
        }
        if (number() < 0) {
            return false;
        }
        spans[2 * Member.POLICY_VERSION.ordinal()] = begin;
        spans[2 * Member.POLICY_VERSION.ordinal() + 1] = at;
        return true;
    }

    /** A number as JSON writes it, without sign or fraction; -1 when there is none. */
    private long number() {
        int begin = at;
        long number = 0;
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
            number = number * 10 + (bytes[at++] - '0');
        }
        int digits = at - begin;
        boolean wellFormed = digits > 0 && digits <= MOST_DIGITS && (digits == 1 || bytes[begin] != '0');
        return wellFormed ? number : -1;
    }

    /** {@code 2026-11-22T18:00:00Z} with at most nine digits of a second; that there is such a day is not looked at here. */
    private boolean isTime() {
        int begin = spans[2 * Member.AT.ordinal()];
        int length = spans[2 * Member.AT.ordinal() + 1] - begin;
        if (length < 20 || length == 21 || length > 30 || bytes[begin + length - 1] != 'Z') {
            return false;
        }
        boolean isDayAndTime = YEAR_AND_MONTH.isAt(bytes, begin)
                && DAY_AND_HOUR.isAt(bytes, begin + 8)
                && TIME.isAt(bytes, begin + 11);
        if (!isDayAndTime || (length > 20 && bytes[begin + 19] != '.')) {
            return false;
        }
        for (int i = 20; i < length - 1; i++) {
            byte b = bytes[begin + i];
            if (b < '0' || b > '9') {
                return false;
            }
        }
        return true;
    }
}
