package nl.privacyloket.notification.announcement;

import java.util.Map;
import java.util.UUID;
import nl.privacyloket.notification.organisation.Words;

/**
 * An announcement that is to start.
 *
 * @param purpose that its receivers subscribed to
 * @param policyVersion by which it is written, and which it is about when it tells of a change
 * @param texts by language tag
 * @param perSecond most mails in a second
 * @param startedBy pseudonym of staff, or the service
 */
public record NewAnnouncement(
        UUID id,
        String organisation,
        AnnouncementKind kind,
        String purpose,
        int policyVersion,
        Map<String, Words> texts,
        int perSecond,
        String startedBy) {
    /** The purpose of all that tells of a new version of the statement. No policy has a purpose of this name. */
    public static final String POLICY_CHANGE_PURPOSE = "policy-change";

    public NewAnnouncement {
        texts = Map.copyOf(texts);
    }
}
