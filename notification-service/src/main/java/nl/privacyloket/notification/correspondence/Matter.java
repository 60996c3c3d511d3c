package nl.privacyloket.notification.correspondence;

import java.util.UUID;

/** What a message is about: a request, a disclosure, or the organisation itself. Nothing of the person. */
public sealed interface Matter permits RequestFacts, DisclosureFacts, OrganisationFacts {

    /** Of the request or the disclosure; of the organisation in one respect, see {@link OrganisationFacts}. */
    UUID id();

    /** Id of the organisation. */
    String organisation();

    /** What people write and say, such as PRIFORA-2026-000001; empty when it is about the organisation. */
    String reference();

    /** Language tag of the person; null when it is about the organisation. */
    String locale();

    /** Version of the organisation's policy that applies. */
    int policyVersion();
}
