package nl.privacyloket.audit.verify.reconcile;

/** Whose logs a rule speaks of. */
public enum Party {
    REQUESTS("request-service"),
    RETENTION("retention-service"),
    NOTIFICATIONS("notification-service"),
    /** All logs that are not a service's own: the connectors', each under the name of its data system. */
    DATA_SYSTEMS("a data system");

    private final String log;

    Party(String log) {
        this.log = log;
    }

    /** The log of the service, or words for the data systems' logs. */
    public String log() {
        return log;
    }

    static Party of(String log) {
        for (Party party : values()) {
            if (party.log.equals(log)) {
                return party;
            }
        }
        return DATA_SYSTEMS;
    }
}
