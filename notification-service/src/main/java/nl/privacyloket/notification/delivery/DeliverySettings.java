package nl.privacyloket.notification.delivery;

import java.time.Duration;

/**
 * How delivery behaves.
 *
 * @param lease how long a worker has a message to itself; it is prolonged while the worker lives
 * @param senders how many send at the same time
 * @param batch most messages that one of them claims at once
 * @param poll longest time between two looks at the queue
 * @param messageBackoff pauses between attempts at one message
 * @param serverBackoff pauses in which a server that cannot be used is left alone
 * @param recordAgainAfter pause before a result that could not be written down is written down again
 * @param giveUpAfter age in the queue after which a message that still fails, and was tried often, is given up
 */
public record DeliverySettings(
        Duration lease,
        int senders,
        int batch,
        Duration poll,
        Backoff messageBackoff,
        Backoff serverBackoff,
        Duration recordAgainAfter,
        Duration giveUpAfter) {
    public DeliverySettings {
        if (senders < 1 || batch < 1) {
            throw new IllegalArgumentException("mail needs a sender, and a batch a mail");
        }
    }
}
