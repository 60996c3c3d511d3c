package nl.privacyloket.request.policy;

import nl.privacyloket.request.law.Coded;

/** Where counting starts once the trigger has happened. */
public enum CountFrom implements Coded {
    /** On the day of the trigger. */
    TRIGGER("trigger"),
    /** At the end of the calendar year of the trigger. */
    CALENDAR_YEAR_END("calendar-year-end");

    private final String code;

    CountFrom(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
