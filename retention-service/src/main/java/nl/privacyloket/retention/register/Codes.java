package nl.privacyloket.retention.register;

import java.util.EnumSet;
import java.util.Set;
import nl.privacyloket.retention.rule.RetentionAction;
import nl.privacyloket.retention.rule.Trigger;

/** The numbers under which triggers and actions are stored in the register; they never change. */
public final class Codes {

    private Codes() {}

    public static short of(Trigger trigger) {
        return switch (trigger) {
            case COLLECTED -> 1;
            case LAST_ACTIVITY -> 2;
            case ACCOUNT_CLOSED -> 3;
            case AGREEMENT_ENDED -> 4;
            case DOCUMENT_APPROVED -> 5;
            case CONSENT_WITHDRAWN -> 6;
            case CALENDAR_YEAR_END -> 7;
            case REQUEST_CLOSED -> 8;
        };
    }

    /** @throws IllegalArgumentException when no trigger has that number */
    public static Trigger trigger(int code) {
        for (var trigger : Trigger.values()) {
            if (of(trigger) == code) {
                return trigger;
            }
        }
        throw new IllegalArgumentException("not a Trigger");
    }

    /** One bit each, so that several can be stored as one number. */
    public static short of(RetentionAction action) {
        return switch (action) {
            case ERASE -> 1;
            case ANONYMISE -> 2;
            case RESTRICT -> 4;
        };
    }

    /** @throws IllegalArgumentException when no action has that number */
    public static RetentionAction action(int code) {
        for (var action : RetentionAction.values()) {
            if (of(action) == code) {
                return action;
            }
        }
        throw new IllegalArgumentException("not a RetentionAction");
    }

    /** The actions whose bits are set. */
    public static Set<RetentionAction> actions(int bits) {
        var actions = EnumSet.noneOf(RetentionAction.class);
        for (var action : RetentionAction.values()) {
            if ((bits & of(action)) != 0) {
                actions.add(action);
            }
        }
        return actions;
    }
}
