package nl.privacyloket.notification.correspondence;

import java.util.UUID;

/** What a message is about: a request, or a disclosure. Nothing of the person. */
public sealed interface Matter permits RequestFacts, DisclosureFacts {

    /** Of the request or the disclosure. */
    UUID id();

    /** Id of the organisation. */
    String organisation();

    /** What people write and say, such as PRIFORA-2026-000001. */
    String reference();

    /** Language tag of the person. */
    String locale();

    /** Version of the organisation's policy that applies. */
    int policyVersion();
}
