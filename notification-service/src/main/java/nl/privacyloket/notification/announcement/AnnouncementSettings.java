package nl.privacyloket.notification.announcement;

import java.time.Duration;
import nl.privacyloket.notification.delivery.Backoff;

/**
 * How announcements are sent.
 *
 * @param senders how many mails are on their way at once from this instance, each over a connection of its own
 * @param ahead most mails that are in hand for each sender: the one on its way, those that are to follow at once, and those
 *     that have gone and are not recorded yet. So many for each sender may go twice when this process is killed
 * @param lease how long a mail stays with an instance that gives no sign of life
 * @param poll longest time between two looks for something to send
 * @param backoff pauses between attempts at one mail
 * @param giveUpAfter age after which a mail that still fails is given up
 */
public record AnnouncementSettings(
        int senders, int ahead, Duration lease, Duration poll, Backoff backoff, Duration giveUpAfter) {
    public AnnouncementSettings {
        if (senders < 1 || ahead < 1) {
            throw new IllegalArgumentException("announcements need a sender, and a sender a mail");
        }
    }
}
