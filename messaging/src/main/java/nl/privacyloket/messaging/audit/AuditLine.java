package nl.privacyloket.messaging.audit;

import java.nio.charset.StandardCharsets;
import nl.privacyloket.tlog.Hash;

/**
 * A place of the log as somebody may see it.
 *
 * @param index from 0
 * @param leaf its leaf in the tree
 * @param data the entry as it was published, byte for byte; null when it belongs to an organisation that the reader does not
 *     work for
 */
public record AuditLine(long index, Hash leaf, byte[] data) {
    /** Whether the reader sees no more than that there is an entry. */
    public boolean isWithheld() {
        return data == null;
    }

    /** One line of JSON: the entry, or place and leaf alone, by which the reader's tree still comes out the same. */
    public byte[] json() {
        return isWithheld()
                ? ("{\"index\":" + index + ",\"leafHash\":\"" + leaf.base64() + "\"}").getBytes(StandardCharsets.UTF_8)
                : data;
    }
}
