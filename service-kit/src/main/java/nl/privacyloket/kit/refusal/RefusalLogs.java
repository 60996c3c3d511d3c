package nl.privacyloket.kit.refusal;

/** Where refused calls are noted: the audit log of a service, or of several the one that a call belongs into. */
public interface RefusalLogs {
    /** Notes a refused call of nobody in particular. */
    void note(Refusal refusal);

    /**
     * The organisation in whose part of a log a refused call of the running caller stands: the one asked for when the caller works
     * for it, else one of the caller's own; {@code -} when there is none.
     *
     * @param asked may be null
     * @param system the data system that the path of the call names; null when it names none
     */
    String ownOrganisation(String asked, String system);

    /**
     * Notes a refused call of the running caller, who is known.
     *
     * @param refusal of the organisation that {@link #ownOrganisation} told, with any actor
     * @param system the same as there
     */
    void noteOfCaller(Refusal refusal, String system);
}
