package nl.privacyloket.connector.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.connector.execution.CorrectedField;
import nl.privacyloket.connector.execution.Holding;
import nl.privacyloket.connector.execution.RestrictedCategory;
import nl.privacyloket.connector.execution.purge.KeptRecords;
import nl.privacyloket.connector.execution.purge.PurgeLeft;
import nl.privacyloket.connector.execution.purge.PurgedCategory;
import nl.privacyloket.messaging.event.OutgoingEvent;

/** The results that a system answers commands with, on {@link #TOPIC}. Counts and codes; nothing of the person. */
public final class Answer {
    /** Where results go; the key is the command's id. */
    public static final String TOPIC = "privacyloket.results.v1";

    private static final String PREFIX = "nl.privacyloket.result.";

    private Answer() {}

    /** Counts of a {@code verify}. */
    public static Reply verified(UUID commandId, String system, Instant at, List<Holding> holdings) {
        return new Reply(
                PREFIX + "verified.v1", Result.of(commandId, system, at).holdings(holdings));
    }

    /** Counts of a {@code verify} after a purge. */
    public static Reply verified(UUID commandId, String system, Instant at, PurgeLeft left) {
        return new Reply(
                PREFIX + "verified.v1",
                Result.of(commandId, system, at).holdings(left.holdings()).present(left.present()));
    }

    /** What a {@code purge} did. */
    public static Reply purged(
            UUID commandId, String system, Instant at, List<PurgedCategory> categories, List<KeptRecords> kept) {
        return new Reply(
                PREFIX + "purged.v1",
                Result.of(commandId, system, at).categories(categories).kept(kept));
    }

    /** Why a purge stopped, and what it had done by then. */
    public static Reply stopped(UUID commandId, String system, Instant at, String reason, List<PurgedCategory> done) {
        Result result = Result.of(commandId, system, at).reason(reason);
        return new Reply(PREFIX + "failed.v1", done.isEmpty() ? result : result.categories(done));
    }

    /** What an {@code erase} did. */
    public static Reply erased(UUID commandId, String system, Instant at, List<?> categories) {
        return new Reply(PREFIX + "erased.v1", Result.of(commandId, system, at).categories(categories));
    }

    /** What an {@code access} uploaded. */
    public static Reply accessed(UUID commandId, String system, Instant at, List<?> categories) {
        return new Reply(
                PREFIX + "accessed.v1", Result.of(commandId, system, at).categories(categories));
    }

    /** What a {@code rectify} corrected. */
    public static Reply rectified(UUID commandId, String system, Instant at, List<CorrectedField> fields) {
        return new Reply(
                PREFIX + "rectified.v1", Result.of(commandId, system, at).fields(fields));
    }

    /** What a {@code restrict} restricted or freed. */
    public static Reply restricted(
            UUID commandId, String system, Instant at, Command.Action action, List<RestrictedCategory> categories) {
        return new Reply(
                PREFIX + "restricted.v1",
                Result.of(commandId, system, at).action(action).categories(categories));
    }

    /** Why a command was not executed. */
    public static Reply failed(UUID commandId, String system, Instant at, String reason) {
        return new Reply(PREFIX + "failed.v1", Result.of(commandId, system, at).reason(reason));
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
            UUID commandId,
            String system,
            Instant at,
            List<Holding> holdings,
            List<Integer> present,
            Command.Action action,
            List<CorrectedField> fields,
            List<?> categories,
            List<KeptRecords> kept,
            String reason) {

        static Result of(UUID commandId, String system, Instant at) {
            return new Result(commandId, system, at, null, null, null, null, null, null, null);
        }

        Result holdings(List<Holding> found) {
            return new Result(commandId, system, at, found, present, action, fields, categories, kept, reason);
        }

        Result present(List<Integer> indexes) {
            return new Result(commandId, system, at, holdings, indexes, action, fields, categories, kept, reason);
        }

        Result action(Command.Action done) {
            return new Result(commandId, system, at, holdings, present, done, fields, categories, kept, reason);
        }

        Result fields(List<CorrectedField> corrected) {
            return new Result(commandId, system, at, holdings, present, action, corrected, categories, kept, reason);
        }

        Result categories(List<?> lines) {
            return new Result(commandId, system, at, holdings, present, action, fields, lines, kept, reason);
        }

        Result kept(List<KeptRecords> records) {
            return new Result(commandId, system, at, holdings, present, action, fields, categories, records, reason);
        }

        Result reason(String code) {
            return new Result(commandId, system, at, holdings, present, action, fields, categories, kept, code);
        }
    }
}
