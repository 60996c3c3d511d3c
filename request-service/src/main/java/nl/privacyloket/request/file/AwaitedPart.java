package nl.privacyloket.request.file;

import java.util.UUID;

/** A part of an export that a data system said it would bring. */
public record AwaitedPart(String system, UUID commandId) {}
