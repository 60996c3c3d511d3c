package nl.privacyloket.request.law;

/** A value with a stable name on the wire, in files and in the database: kebab-case, never the Java name. */
public interface Coded {

    /** The published name, for example {@code consent-withdrawal}. */
    String code();
}
