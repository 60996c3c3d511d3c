package nl.privacyloket.request.policy;

import nl.privacyloket.request.law.Coded;

/** What happens when a retention period has run out. */
public enum RetentionAction implements Coded {
    ERASE("erase"),
    ANONYMISE("anonymise"),
    RESTRICT("restrict");

    private final String code;

    RetentionAction(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
