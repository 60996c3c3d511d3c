package nl.privacyloket.connector.command;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import nl.privacyloket.connector.execution.Instruction;
import nl.privacyloket.crypto.Sealed;
import nl.privacyloket.messaging.event.PoisonEventException;

/**
 * What the connector reads of a command: {@code verify}, {@code erase}, {@code access}, {@code rectify} or
 * {@code restrict}.
 *
 * @param commandId id; results carry it
 * @param requestId request that it belongs to
 * @param system data system that must act
 * @param subject a {@link CommandSubject}, sealed to that system
 * @param instructions with {@code erase} only
 * @param action with {@code restrict} only
 * @param categories with {@code restrict} only; empty for all
 * @param purpose with {@code restrict} only: the purpose to stop using data for, {@code null} for any use
 */
public record Command(
        UUID commandId,
        UUID requestId,
        String system,
        Sealed subject,
        List<Instruction> instructions,
        Action action,
        List<String> categories,
        String purpose) {

    /** What {@code restrict} does. */
    public enum Action {
        /** From now on the data are only stored. */
        @JsonProperty("restrict")
        RESTRICT,
        /** They may be used again. */
        @JsonProperty("lift")
        LIFT
    }

    /** @param categories empty when the command names none */
    public Command {
        categories = categories == null ? List.of() : categories;
    }

    /** Count what there is. */
    public static final String VERIFY = "nl.privacyloket.command.verify.v1";
    /** Erase as instructed. */
    public static final String ERASE = "nl.privacyloket.command.erase.v1";
    /** Upload what there is. */
    public static final String ACCESS = "nl.privacyloket.command.access.v1";
    /** Correct fields. */
    public static final String RECTIFY = "nl.privacyloket.command.rectify.v1";
    /** Stop using data, or use them again. */
    public static final String RESTRICT = "nl.privacyloket.command.restrict.v1";

    /** @throws PoisonEventException when something that each command has is missing */
    void requireComplete(String type) {
        boolean complete = commandId != null && requestId != null && system != null && subject != null;
        if (type.equals(ERASE)) {
            complete &= instructions != null
                    && !instructions.isEmpty()
                    && instructions.stream().allMatch(Command::isComplete);
        }
        if (type.equals(RESTRICT)) {
            complete &= action != null
                    && categories.stream().noneMatch(Objects::isNull)
                    && (purpose == null || action == Action.RESTRICT);
        }
        if (!complete) {
            throw new PoisonEventException("malformed-data");
        }
    }

    private static boolean isComplete(Instruction instruction) {
        return instruction != null && instruction.category() != null && instruction.verdict() != null;
    }
}
