package nl.privacyloket.notification.announcement;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.privacyloket.notification.organisation.PublishedVersion;
import nl.privacyloket.notification.organisation.Words;
import nl.privacyloket.notification.queue.MessageFacts;

/** Starts what an organisation wants to be told of a new version of its policy, by itself and once. */
public final class PolicyAnnouncements {
    private final AnnouncementRegister register = new AnnouncementRegister();
    private final int perSecond;
    private final Duration late;
    private final Clock clock;

    /**
     * @param perSecond most mails in a second
     * @param late age from which on a publication is not told of before somebody resumes it: who reads an old topic anew
     *     does not write to everybody about changes of long ago
     */
    public PolicyAnnouncements(int perSecond, Duration late, Clock clock) {
        this.perSecond = perSecond;
        this.late = late;
        this.clock = clock;
    }

    /** Starts it, if there is something to tell and it was not started before. */
    public void start(Connection connection, PublishedVersion published) throws SQLException {
        Map<String, Words> texts = published.announcement().entrySet().stream()
                .filter(each -> complete(each.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        if (texts.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        NewAnnouncement announcement = new NewAnnouncement(
                idOf(published.organisation(), published.version()),
                published.organisation(),
                AnnouncementKind.POLICY_CHANGE,
                NewAnnouncement.POLICY_CHANGE_PURPOSE,
                published.version(),
                texts,
                perSecond,
                MessageFacts.ITSELF);
        register.start(
                connection, announcement, published.publishedAt().plus(late).isBefore(now), now);
    }

    private static boolean complete(Words words) {
        return words != null && words.subject() != null && words.text() != null;
    }

    /** The same for the same version, however often it is told of. */
    private static UUID idOf(String organisation, int version) {
        return UUID.nameUUIDFromBytes(
                ("announcement/" + organisation + "/version/" + version).getBytes(StandardCharsets.UTF_8));
    }
}
