package nl.privacyloket.kit.messaging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Who this service is. */
@ConfigMapping(prefix = "privacyloket")
public interface ServiceConfig {
    /** Name such as {@code request-service}: source of its events, receiver of seals, key of its audit log. */
    String name();

    /** Database schema that it owns. */
    String schema();

    /** How long it remembers which events it has handled: longer than any topic that it reads keeps them. */
    @WithDefault("P60D")
    Duration inboxRetention();

    /** How long an event that could not be handled is kept for a person to look at; it may hold personal data. */
    @WithDefault("P90D")
    Duration deadLetterRetention();
}
