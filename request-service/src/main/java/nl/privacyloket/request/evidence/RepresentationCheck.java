package nl.privacyloket.request.evidence;

import java.time.Instant;

/**
 * What stays of the check whether somebody may act for the person.
 *
 * @param outcome {@code verified} or {@code not-verified}
 * @param checkedBy pseudonym
 */
public record RepresentationCheck(String capacity, String outcome, Instant checkedAt, String checkedBy) {}
