package nl.privacyloket.connector.command;

import java.util.List;
import java.util.UUID;
import nl.privacyloket.connector.execution.Instruction;
import nl.privacyloket.crypto.Sealed;
import nl.privacyloket.messaging.event.PoisonEventException;

/**
 * What the connector reads of a command: {@code verify}, {@code erase} or {@code access}.
 *
 * @param commandId id; results carry it
 * @param requestId request that it belongs to
 * @param system data system that must act
 * @param subject a {@link CommandSubject}, sealed to that system
 * @param instructions with {@code erase} only
 */
public record Command(UUID commandId, UUID requestId, String system, Sealed subject, List<Instruction> instructions) {

    /** Count what there is. */
    public static final String VERIFY = "nl.privacyloket.command.verify.v1";
    /** Erase as instructed. */
    public static final String ERASE = "nl.privacyloket.command.erase.v1";
    /** Upload what there is. */
    public static final String ACCESS = "nl.privacyloket.command.access.v1";

    /** @throws PoisonEventException when something that each command has is missing */
    void requireComplete(String type) {
        boolean complete = commandId != null && requestId != null && system != null && subject != null;
        if (type.equals(ERASE)) {
            complete &= instructions != null
                    && !instructions.isEmpty()
                    && instructions.stream().allMatch(Command::isComplete);
        }
        if (!complete) {
            throw new PoisonEventException("malformed-data");
        }
    }

    private static boolean isComplete(Instruction instruction) {
        return instruction != null && instruction.category() != null && instruction.verdict() != null;
    }
}
