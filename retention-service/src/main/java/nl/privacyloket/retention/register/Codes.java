package nl.privacyloket.retention.register;

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
    public static Trigger trigger(short code) {
        for (var trigger : Trigger.values()) {
            if (of(trigger) == code) {
                return trigger;
            }
        }
        throw new IllegalArgumentException("not a Trigger");
    }

    public static short of(RetentionAction action) {
        return switch (action) {
            case ERASE -> 1;
            case ANONYMISE -> 2;
            case RESTRICT -> 3;
        };
    }

    /** @throws IllegalArgumentException when no action has that number */
    public static RetentionAction action(short code) {
        for (var action : RetentionAction.values()) {
            if (of(action) == code) {
                return action;
            }
        }
        throw new IllegalArgumentException("not a RetentionAction");
    }
}
