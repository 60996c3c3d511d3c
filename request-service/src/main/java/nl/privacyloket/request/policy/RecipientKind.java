package nl.privacyloket.request.policy;

import nl.privacyloket.request.law.Coded;

/** What a recipient is to the controller. */
public enum RecipientKind implements Coded {
    /** Works for the controller under an agreement, art. 28. */
    PROCESSOR("processor"),
    /** Decides for itself. */
    THIRD_PARTY("third-party");

    private final String code;

    RecipientKind(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
