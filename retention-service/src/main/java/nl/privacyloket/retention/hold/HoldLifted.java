package nl.privacyloket.retention.hold;

import java.util.UUID;

/** A hold was lifted, or its last day has passed; fired inside the transaction that notes it. */
public record HoldLifted(UUID holdId, String organisation) {}
