package nl.privacyloket.kit.access;

/** Names those who act in the audit log. */
public interface ActorNames {
    /**
     * The pseudonym of somebody at an organisation, made when there is none.
     *
     * @param subject name in the caller's token
     */
    String of(String organisation, String subject);
}
