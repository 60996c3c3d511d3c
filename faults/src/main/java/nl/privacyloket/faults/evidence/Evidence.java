package nl.privacyloket.faults.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import nl.privacyloket.faults.client.Entry;
import nl.privacyloket.stack.client.TopicRecord;

/**
 * All that an outsider can see once everything has come to rest. Nothing in it was told by a service, but for the checkpoints
 * that it had signed before.
 *
 * @param ledger what the client was promised, in order
 * @param requests rows of requests
 * @param records everything on the product's topics, per partition in order
 * @param inbox how often each consumer has noted an event
 * @param mails what arrived
 * @param messages what notification-service knows of the mails that it sent
 * @param customers customer numbers that stand in the data system now
 * @param removals rows of customers that went, in order
 * @param audit what the verifier says that is wrong; empty when the logs are complete and unaltered
 * @param waiting what has not come to an end, by name
 * @param traces where a person's mark was found in the clear
 */
public record Evidence(
        List<Entry> ledger,
        List<StoredRequest> requests,
        List<TopicRecord> records,
        List<Noted> inbox,
        List<Arrived> mails,
        List<Message> messages,
        List<String> customers,
        List<Removal> removals,
        List<String> audit,
        Map<String, Long> waiting,
        List<String> traces) {

    /** A row of a request. */
    public record StoredRequest(String id, String reference, String right, String status, String outcome) {}

    /**
     * What one consumer noted of one event.
     *
     * @param consumer service or data system, with the channel
     */
    public record Noted(String consumer, String source, String eventId, long times) {}

    /**
     * A mail in the mailbox.
     *
     * @param about the text of subject and body, in which a request is named
     */
    public record Arrived(String messageId, String to, String subject, String about) {
        @Override
        public String toString() {
            return "Arrived[messageId=" + messageId + "]";
        }
    }

    /**
     * A row of a message.
     *
     * @param attempts how often it was tried; that alone excuses no second arrival
     * @param uncertain how often it went again while the one before may have arrived
     */
    public record Message(
            String id, String requestId, String kind, String receiver, String state, int attempts, int uncertain) {}

    /** A customer's row that went from the data system. */
    public record Removal(Instant at, String customer, long row) {}
}
