package nl.privacyloket.request.people;

/** Who exercises the rights of somebody of a certain age. */
public enum Exercise {
    /** The legal representative alone, as such a child cannot authorise anybody either. */
    BY_REPRESENTATIVE,
    /** The child or the legal representative. */
    BY_EITHER,
    /** The person, who may have somebody act for them but no parent or guardian of a minor; see {@link AgeRules#canHaveGuardian}. */
    BY_ONESELF
}
