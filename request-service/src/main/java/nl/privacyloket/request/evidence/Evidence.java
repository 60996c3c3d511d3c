package nl.privacyloket.request.evidence;

import java.time.Instant;
import nl.privacyloket.request.document.DocumentType;

/**
 * Something handed in, without its content.
 *
 * @param inspection {@code passed} or {@code awaiting-person} for a copy of an identity document, else {@code not-inspected}
 */
public record Evidence(EvidenceKind kind, DocumentType type, String inspection, Instant receivedAt) {

    /** Nothing was looked for in it. */
    public static final String NOT_INSPECTED = "not-inspected";
}
