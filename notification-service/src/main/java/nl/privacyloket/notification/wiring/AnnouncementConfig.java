package nl.privacyloket.notification.wiring;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How announcements are sent. */
@ConfigMapping(prefix = "privacyloket.mail.announcements")
public interface AnnouncementConfig {
    /** Mails on their way at once from this instance, each over a connection of its own; besides those of requests. */
    @WithDefault("8")
    int senders();

    /**
     * Most mails in hand for each of them, while they go so fast that all have gone in a tenth of a second: so many for each
     * may arrive twice when this instance is killed.
     */
    @WithDefault("16")
    int ahead();

    /** Most mails in a second of one announcement, from all instances together, unless it says otherwise. */
    @WithDefault("50")
    int perSecond();

    /** The most that an announcement may say. */
    @WithDefault("10000")
    int perSecondLimit();

    /** How long an instance that has died keeps its mails from the others. */
    @WithDefault("PT30S")
    Duration lease();

    /** Longest time between two looks for something to send; what is started here is seen at once. */
    @WithDefault("PT2S")
    Duration poll();

    /** How long after its end it is kept to which addresses an announcement went, by their hashes. */
    @WithDefault("P30D")
    Duration rowsKept();

    /** Age from which on a published policy is not told of before somebody resumes its announcement. */
    @WithDefault("P7D")
    Duration late();
}
