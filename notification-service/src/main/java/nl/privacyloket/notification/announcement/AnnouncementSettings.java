package nl.privacyloket.notification.announcement;

import java.time.Duration;
import nl.privacyloket.notification.delivery.Backoff;

/**
 * How announcements are sent.
 *
 * @param senders how many mails are on their way at once from this instance, each over a connection of its own
 * @param lease how long a mail stays with an instance that gives no sign of life
 * @param poll longest time between two looks for something to send
 * @param backoff pauses between attempts at one mail
 * @param giveUpAfter age after which a mail that still fails is given up
 */
public record AnnouncementSettings(int senders, Duration lease, Duration poll, Backoff backoff, Duration giveUpAfter) {}
