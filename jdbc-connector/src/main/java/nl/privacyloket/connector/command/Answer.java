package nl.privacyloket.connector.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.connector.execution.Holding;
import nl.privacyloket.messaging.event.OutgoingEvent;

/** The results that a system answers commands with, on {@link #TOPIC}. Counts and codes; nothing of the person. */
public final class Answer {
    /** Where results go; the key is the command's id. */
    public static final String TOPIC = "privacyloket.results.v1";

    private static final String PREFIX = "nl.privacyloket.result.";

    private Answer() {}

    /** Counts of a {@code verify}. */
    public static Reply verified(UUID commandId, String system, Instant at, List<Holding> holdings) {
        return new Reply(PREFIX + "verified.v1", new Result(commandId, system, at, holdings, null, null));
    }

    /** What an {@code erase} did. */
    public static Reply erased(UUID commandId, String system, Instant at, List<?> categories) {
        return new Reply(PREFIX + "erased.v1", new Result(commandId, system, at, null, categories, null));
    }

    /** What an {@code access} uploaded. */
    public static Reply accessed(UUID commandId, String system, Instant at, List<?> categories) {
        return new Reply(PREFIX + "accessed.v1", new Result(commandId, system, at, null, categories, null));
    }

    /** Why a command was not executed. */
    public static Reply failed(UUID commandId, String system, Instant at, String reason) {
        return new Reply(PREFIX + "failed.v1", new Result(commandId, system, at, null, null, reason));
    }

    /**
     * A result with its type.
     *
     * @param type event type
     * @param data event data, or the JSON tree of it
     */
    public record Reply(String type, Object data) {
        /** The event that carries it. */
        public OutgoingEvent toEvent(UUID commandId, String organisation, Instant time) {
            return OutgoingEvent.of(TOPIC, commandId.toString(), type, organisation, time, data);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Result(
            UUID commandId, String system, Instant at, List<Holding> holdings, List<?> categories, String reason) {}
}
