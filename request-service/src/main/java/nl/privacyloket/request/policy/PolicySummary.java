package nl.privacyloket.request.policy;

import java.time.Instant;
import java.time.LocalDate;

/** A version of a policy in a list. */
public record PolicySummary(String organisation, int version, LocalDate validFrom, Instant publishedAt) {}
