package nl.privacyloket.request.policy;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A version of a policy in a list.
 *
 * @param scope id of what it is about
 */
public record PolicySummary(String organisation, int version, String scope, LocalDate validFrom, Instant publishedAt) {}
