package nl.privacyloket.kit.web;

/** What may stand in texts that people write, as patterns that mean the same in Java and in JSON Schema (ECMA-262). */
public final class FreeText {
    /** One line: no control characters, and none of the two that Unicode ends lines with. */
    public static final String LINE = "[^\\x00-\\x1F\\x7F-\\x9F\\u2028\\u2029]*";

    /** Lines: no control characters but tabs and the ends of lines. */
    public static final String LINES = "[^\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F-\\x9F]*";

    private FreeText() {}
}
