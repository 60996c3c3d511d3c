package nl.privacyloket.notification.queue;

import java.time.Instant;
import java.util.UUID;

/**
 * What staff see of a message; no address and nothing that it says.
 *
 * @param kind such as {@code confirmation}
 * @param locale language tag that the person chose; null while the request is not known here
 * @param state {@code queued}, {@code sending}, {@code sent} or {@code failed}
 * @param waitingFor what has not arrived here yet and keeps it in the queue: {@code request}, {@code policy}, or null
 * @param attempts since it was last queued
 * @param sentAt when the mail server took it, or null
 * @param lastFailure code of what went wrong last, or null
 */
public record MessageView(
        UUID id,
        UUID requestId,
        String kind,
        String locale,
        String state,
        String waitingFor,
        int attempts,
        Instant createdAt,
        Instant sentAt,
        String lastFailure) {}
