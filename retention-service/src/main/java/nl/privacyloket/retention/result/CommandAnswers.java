package nl.privacyloket.retention.result;

import java.util.Set;
import java.util.UUID;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.event.PoisonEventException;

/** Who sends commands to data systems and waits for the answers. */
public interface CommandAnswers {

    /**
     * A command that was sent.
     *
     * @param system data system that it was for
     * @param organisation organisation that it was on behalf of
     * @param answers types of the events that can answer it
     */
    record Asked(String system, String organisation, Set<String> answers) {}

    /** The command, {@code null} when somebody else sent it. */
    Asked asked(UUID commandId);

    /**
     * Takes in an answer to a command of one's own, from the system that was asked, of a type that can answer it. What
     * comes twice or too late changes nothing.
     *
     * @throws PoisonEventException when the answer itself is malformed
     */
    void answered(IncomingEvent event, UUID commandId);
}
