package nl.privacyloket.notification.announcement;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.notification.organisation.Words;

/**
 * How far an announcement is. Total is always the sum of sent, failed, all that were skipped, and waiting.
 *
 * @param state running, paused, completed or cancelled
 * @param total subscribers of the organisation when it started
 * @param failed given up, or sent back
 * @param skipped why and how many: unsubscribed (since it started), not-subscribed (to this purpose), suppressed,
 *     same-address (under two names), erased meanwhile, cancelled
 * @param waiting not reached yet
 * @param possiblyTwice mails that went again because nobody could tell whether they had gone
 * @param completedAt when it ended, also by being cancelled; null until then
 */
public record AnnouncementView(
        UUID id,
        String kind,
        String purpose,
        int policyVersion,
        String state,
        long total,
        long sent,
        long failed,
        Map<String, Long> skipped,
        long waiting,
        long possiblyTwice,
        int perSecond,
        Instant startedAt,
        Instant completedAt,
        Map<String, Words> texts) {

    /** How many need not be thought of any more. */
    public long done() {
        return total - waiting;
    }
}
