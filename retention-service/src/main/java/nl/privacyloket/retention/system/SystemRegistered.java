package nl.privacyloket.retention.system;

/** A data system was registered, inside this service. */
record SystemRegistered(String system) {}
