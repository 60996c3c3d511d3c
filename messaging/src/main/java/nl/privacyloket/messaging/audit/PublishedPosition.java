package nl.privacyloket.messaging.audit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.Uuid;

/**
 * Where the last record of a log is, in the metadata of the offset that is committed with it.
 *
 * @param offset on its partition
 * @param topic id of the topic: one that is made again under the same name is another
 */
record PublishedPosition(long offset, Uuid topic) {
    private static final Pattern TEXT = Pattern.compile("record (\\d{1,18}) of ([A-Za-z0-9_-]{22})");

    String text() {
        return "record " + offset + " of " + topic;
    }

    /** Empty when the metadata are not the relay's: somebody else set the offset, so it says nothing. */
    static Optional<PublishedPosition> of(String metadata) {
        Matcher matcher = TEXT.matcher(metadata);
        return matcher.matches()
                ? Optional.of(
                        new PublishedPosition(Long.parseLong(matcher.group(1)), Uuid.fromString(matcher.group(2))))
                : Optional.empty();
    }
}
