package nl.privacyloket.kit.access;

/** Roles in the claim {@code roles} of a token. */
public final class Roles {
    /** Handles requests. */
    public static final String CASE_HANDLER = "case-handler";
    /** Decides on requests, owns the policy. */
    public static final String PRIVACY_OFFICER = "privacy-officer";
    /** Reads the audit stream. */
    public static final String COMPLIANCE = "compliance";
    /** Runs the services. */
    public static final String OPERATOR = "operator";
    /** A data system. */
    public static final String SYSTEM = "system";

    private Roles() {}
}
