package nl.privacyloket.request.evidence;

import nl.privacyloket.request.people.Capacity;
import nl.privacyloket.request.policy.IdentityRule;

/**
 * What is asked of who makes a request, and no more than that.
 *
 * @param rule of the policy for this right
 * @param capacity of who acts for the person, or null
 */
public record IdentityDemand(IdentityRule rule, Capacity capacity) {

    /** Method under which a report about a child is let through. */
    public static final String REPORT = "report";

    /** Whether somebody reports that data of a child are kept: then nobody's identity is asked for. */
    public boolean isReport() {
        return capacity == Capacity.REPORTER;
    }

    /** Whether it has to be established that somebody may act for the person. */
    public boolean asksRepresentation() {
        return capacity != null && capacity.isRepresentation();
    }

    /** Whether a masked copy of an identity document is asked for. */
    public boolean asksCopy() {
        return !isReport() && rule == IdentityRule.MASKED_ID_COPY;
    }

    /** Whether a confirmed address is all that is asked for. */
    public boolean isAddressEnough() {
        return isReport() || rule == IdentityRule.CONFIRMED_EMAIL && !asksRepresentation();
    }

    /** Published name of the rule. */
    public String code() {
        return isReport() ? REPORT : rule.code();
    }
}
