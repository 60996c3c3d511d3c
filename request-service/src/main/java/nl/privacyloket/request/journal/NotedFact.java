package nl.privacyloket.request.journal;

import java.time.Instant;
import nl.privacyloket.request.file.RequestFile;

/**
 * A fact that was just noted, for what has to happen with it in the same transaction.
 *
 * @param actor who brought it about
 */
public record NotedFact(RequestFile file, FactKind kind, String actor, Instant at) {}
