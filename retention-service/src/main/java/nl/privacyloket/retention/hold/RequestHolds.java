package nl.privacyloket.retention.hold;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.retention.hold.HoldRegister.Placement;

/** The holds that requests bring, placed and lifted with the running transaction. */
@ApplicationScoped
public class RequestHolds {

    private final HoldRegister register;

    RequestHolds(HoldRegister register) {
        this.register = register;
    }

    /**
     * A request about data was opened: no term makes them go as long as it is.
     *
     * @param categories empty for everything
     */
    public void opened(
            UUID requestId, String organisation, Collection<String> categories, List<PersonIdentifier> person) {
        place(requestId, HoldReason.OPEN_REQUEST, organisation, categories, person);
    }

    /** The request is no longer open. */
    public void closed(UUID requestId) {
        register.liftOfRequest(requestId, HoldReason.OPEN_REQUEST, HoldFacts.SELF);
    }

    /**
     * The use of data was restricted (GDPR art. 18(1)): who had that asked for wants them kept.
     *
     * @param categories empty for everything
     */
    public void restricted(
            UUID requestId, String organisation, Collection<String> categories, List<PersonIdentifier> person) {
        place(requestId, HoldReason.RESTRICTION, organisation, categories, person);
    }

    /** The restriction was lifted (GDPR art. 18(3)). */
    public void restrictionLifted(UUID requestId) {
        register.liftOfRequest(requestId, HoldReason.RESTRICTION, HoldFacts.SELF);
    }

    private void place(
            UUID requestId,
            HoldReason reason,
            String organisation,
            Collection<String> categories,
            List<PersonIdentifier> person) {
        var held = categories.isEmpty() ? new String[] {null} : categories.toArray(String[]::new);
        var placements = new Placement[held.length];
        for (var at = 0; at < held.length; at++) {
            placements[at] = new Placement(organisation, reason, null, person, null, held[at], null, requestId);
        }
        register.place(HoldFacts.SELF, placements);
    }
}
