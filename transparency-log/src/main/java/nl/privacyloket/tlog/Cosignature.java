package nl.privacyloket.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What a timestamped signature of tlog-cosignature is over. */
final class Cosignature {
    static final int TIME_LENGTH = 8;

    private Cosignature() {}

    /** @param epochSecond when it is signed */
    static byte[] message(long epochSecond, String checkpointText) {
        return ("cosignature/v1\ntime " + epochSecond + "\n" + checkpointText).getBytes(UTF_8);
    }
}
