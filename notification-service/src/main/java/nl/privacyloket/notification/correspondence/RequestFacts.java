package nl.privacyloket.notification.correspondence;

import java.time.LocalDate;
import java.util.UUID;

/**
 * What is known of a request since it came in; nothing of the person.
 *
 * @param organisation id
 * @param reference what people write and say, such as PRIFORA-2026-000001
 * @param locale language tag that the person chose
 * @param policyVersion version of the organisation's policy that applies
 * @param receivedOn day of receipt, in the zone of the organisation, as the other days
 * @param promisedOn last day by the organisation's own promise; null when it promised none
 * @param statutoryDueOn last day by law
 * @param dueOn the earliest of the days that apply
 */
public record RequestFacts(
        UUID requestId,
        String organisation,
        String reference,
        Right right,
        String locale,
        int policyVersion,
        LocalDate receivedOn,
        LocalDate promisedOn,
        LocalDate statutoryDueOn,
        LocalDate dueOn)
        implements Matter {

    @Override
    public UUID id() {
        return requestId;
    }
}
