package nl.privacyloket.connector.execution.purge;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * What an erasure left of one person because a law kept it.
 *
 * @param requestId request that it was left of
 * @param categories categories that go
 * @param keptBefore only what was kept through a day before this one
 */
public record PurgeRetained(UUID requestId, List<String> categories, LocalDate keptBefore) {}
