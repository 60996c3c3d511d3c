package nl.privacyloket.retention.hold;

import java.util.UUID;

/** A hold was placed; fired inside the transaction that places it. */
public record HoldPlaced(UUID holdId, String organisation) {}
