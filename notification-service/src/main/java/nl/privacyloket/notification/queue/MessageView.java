package nl.privacyloket.notification.queue;

import java.time.Instant;
import java.util.UUID;

/**
 * What staff see of a message; no address and nothing that it says.
 *
 * @param requestId of the request; for a message about a disclosure, of the disclosure
 * @param kind such as {@code confirmation}
 * @param receiver {@code requester}, {@code data-subject}, {@code controller}, {@code recipient} or {@code staff}
 * @param channel {@code e-mail} or {@code letter}
 * @param locale language tag that the person chose; null while the request is not known here, and for a disclosure
 * @param state {@code queued}, {@code to-print}, {@code sending}, {@code sent} or {@code failed}
 * @param waitingFor what has not arrived here yet and keeps it in the queue: {@code request}, {@code policy}, or null
 * @param attempts since it was last queued
 * @param resends how often staff asked for it again
 * @param nextAttemptAt when a mail that is queued is tried next, or null
 * @param sentAt when the mail server took it or staff posted it, or null
 * @param lastFailure code of what went wrong last, or null
 */
public record MessageView(
        UUID id,
        UUID requestId,
        String kind,
        String receiver,
        String channel,
        String locale,
        String state,
        String waitingFor,
        int attempts,
        int resends,
        Instant nextAttemptAt,
        Instant createdAt,
        Instant sentAt,
        String lastFailure) {}
