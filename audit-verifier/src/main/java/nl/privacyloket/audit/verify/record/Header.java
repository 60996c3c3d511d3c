package nl.privacyloket.audit.verify.record;

/** A header of a record. */
public record Header(String name, byte[] value) {}
