package nl.privacyloket.connector.person;

/** A command that is understood but not executed; nothing has changed. Its reason goes into the failed result. */
public final class CommandRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The identifiers point at different persons, or at another than the confirmed one. */
    public static final String IDENTIFIERS_DISAGREE = "identifiers-disagree";
    /** Several rows answer to the identifiers where there should be one. */
    public static final String IDENTIFIERS_AMBIGUOUS = "identifiers-ambiguous";
    /** The identifier that the organisation confirms is not among those given, nor any other that finds people here. */
    public static final String IDENTIFIER_MISSING = "identifier-missing";
    /** An instruction names a category that the mapping does not know. */
    public static final String UNKNOWN_CATEGORY = "unknown-category";
    /** Rows without an instruction hang under rows that are to go. */
    public static final String INSTRUCTIONS_INCOMPLETE = "instructions-incomplete";
    /** The mapping says that rows of the category cannot be kept without the person. */
    public static final String CANNOT_RETAIN = "cannot-retain";
    /** Another row still refers to one that is to go. */
    public static final String STILL_REFERENCED = "still-referenced";
    /** A constraint of the database refuses the change. */
    public static final String CONSTRAINT_VIOLATED = "constraint-violated";
    /** The database let a statement pass without changing every row, as triggers can do. */
    public static final String ROWS_NOT_CHANGED = "rows-not-changed";
    /** Two corrections of one command are about the same field. */
    public static final String FIELD_TWICE = "field-twice";
    /** A correction names its field in a form that no field has. */
    public static final String UNKNOWN_FIELD_NAME = "unknown-field-name";
    /** A corrected value is too long for its column, or of another type. */
    public static final String VALUE_DOES_NOT_FIT = "value-does-not-fit";
    /** A corrected identifier is already somebody else's, or is that of somebody of whom a law keeps rows. */
    public static final String IDENTIFIER_TAKEN = "identifier-taken";

    /** Something may have come under a hold since the command was given; it must be asked anew. */
    public static final String PERMIT_REVOKED = "permit-revoked";
    /** Whoever gave the permit does not know it any more. */
    public static final String PERMIT_REFUSED = "permit-refused";
    /** The data of this person stay, because a hold is in force. */
    public static final String HELD = "held";
    /** No table of the category has a start date, so that nothing can go by its age. */
    public static final String NO_START_DATE = "no-start-date";
    /** A purge failed again and again for a reason that waiting does not mend. */
    public static final String PURGE_FAILED = "purge-failed";

    private final String reason;

    /** @param reason one of the codes above */
    public CommandRefusedException(String reason) {
        super(reason);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
