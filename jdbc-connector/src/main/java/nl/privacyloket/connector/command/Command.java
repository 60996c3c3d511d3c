package nl.privacyloket.connector.command;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import nl.privacyloket.connector.execution.Instruction;
import nl.privacyloket.connector.execution.purge.PurgeAction;
import nl.privacyloket.connector.execution.purge.PurgeRetained;
import nl.privacyloket.connector.execution.purge.PurgeRule;
import nl.privacyloket.crypto.Sealed;
import nl.privacyloket.messaging.event.PoisonEventException;

/**
 * What the connector reads of a command: {@code verify}, {@code erase}, {@code purge}, {@code access}, {@code rectify} or
 * {@code restrict}.
 *
 * @param commandId id; results carry it
 * @param requestId request that it belongs to; {@code null} with a purge of what nobody asked for
 * @param system data system that must act
 * @param subject a {@link CommandSubject}, or with records {@link CommandRecords}, sealed to that system
 * @param permit what may be committed and whose data stay, sealed to that system; with {@code erase} and {@code purge}, and
 *     with the {@code verify} after a purge
 * @param instructions with {@code erase} only
 * @param action with {@code restrict} and {@code purge}
 * @param categories with {@code restrict} only; empty for all
 * @param purpose with {@code restrict}: the purpose to stop using data for, {@code null} for any use; with {@code verify}:
 *     what the counts are for
 * @param scope with {@code purge}, and the {@code verify} after it
 * @param rule with the scope rule
 * @param retained with the scope retained
 */
public record Command(
        UUID commandId,
        UUID requestId,
        String system,
        Sealed subject,
        Sealed permit,
        List<Instruction> instructions,
        Action action,
        List<String> categories,
        String purpose,
        Scope scope,
        PurgeRule rule,
        PurgeRetained retained) {

    /** What {@code restrict} and {@code purge} do. */
    public enum Action {
        /** From now on the data are only stored. */
        @JsonProperty("restrict")
        RESTRICT,
        /** They may be used again. */
        @JsonProperty("lift")
        LIFT,
        /** Records go. */
        @JsonProperty("erase")
        ERASE,
        /** Records are written over as the mapping says; whether that makes them anonymous is up to the mapping. */
        @JsonProperty("anonymise")
        ANONYMISE
    }

    /** What {@code purge} is about. */
    public enum Scope {
        /** Records by name. */
        @JsonProperty("records")
        RECORDS,
        /** All records of a category that started before a day. */
        @JsonProperty("rule")
        RULE,
        /** What an erasure left because a law kept it. */
        @JsonProperty("retained")
        RETAINED
    }

    /** @param categories empty when the command names none */
    public Command {
        categories = categories == null ? List.of() : categories;
    }

    /** Count what there is. */
    public static final String VERIFY = "nl.privacyloket.command.verify.v1";
    /** Erase as instructed. */
    public static final String ERASE = "nl.privacyloket.command.erase.v1";
    /** Let go of records whose term has ended. */
    public static final String PURGE = "nl.privacyloket.command.purge.v1";
    /** Upload what there is. */
    public static final String ACCESS = "nl.privacyloket.command.access.v1";
    /** Correct fields. */
    public static final String RECTIFY = "nl.privacyloket.command.rectify.v1";
    /** Stop using data, or use them again. */
    public static final String RESTRICT = "nl.privacyloket.command.restrict.v1";

    private static final String PURGED = "purged";

    /** Whether it is about records whose term has ended, rather than about one person. */
    public boolean isAboutPurge(String type) {
        return type.equals(PURGE) || (type.equals(VERIFY) && PURGED.equals(purpose));
    }

    /** What a purge does. */
    public PurgeAction purgeAction() {
        return switch (action) {
            case ERASE -> PurgeAction.ERASE;
            case ANONYMISE -> PurgeAction.ANONYMISE;
            case RESTRICT -> PurgeAction.RESTRICT;
            case LIFT -> throw new IllegalStateException("no purge lifts anything");
        };
    }

    /** @throws PoisonEventException when something that each command has is missing */
    void requireComplete(String type) {
        boolean complete = commandId != null && system != null;
        if (isAboutPurge(type)) {
            complete &= permit != null && action != null && action != Action.LIFT && isScopeComplete();
        } else {
            complete &= requestId != null && subject != null;
        }
        if (type.equals(ERASE)) {
            complete &= permit != null
                    && instructions != null
                    && !instructions.isEmpty()
                    && instructions.stream().allMatch(Command::isComplete);
        }
        if (type.equals(RESTRICT)) {
            complete &= (action == Action.RESTRICT || (action == Action.LIFT && purpose == null))
                    && categories.stream().noneMatch(Objects::isNull);
        }
        if (!complete) {
            throw new PoisonEventException("malformed-data");
        }
    }

    private boolean isScopeComplete() {
        if (scope == null) {
            return false;
        }
        return switch (scope) {
            case RECORDS -> subject != null && rule == null && retained == null;
            case RULE ->
                subject == null
                        && retained == null
                        && rule != null
                        && rule.category() != null
                        && rule.startedBefore() != null;
            case RETAINED ->
                subject == null
                        && rule == null
                        && retained != null
                        && retained.requestId() != null
                        && retained.keptBefore() != null
                        && retained.categories() != null
                        && !retained.categories().isEmpty()
                        && retained.categories().stream().noneMatch(Objects::isNull);
        };
    }

    private static boolean isComplete(Instruction instruction) {
        return instruction != null && instruction.category() != null && instruction.verdict() != null;
    }
}
