package nl.privacyloket.request.people;

/** Who exercises the rights of somebody of a certain age. */
public enum Exercise {
    /** The legal representative alone. */
    BY_REPRESENTATIVE,
    /** The child or the legal representative. */
    BY_EITHER,
    /** The person, who may have somebody act for them but has no guardian in this. */
    BY_ONESELF
}
