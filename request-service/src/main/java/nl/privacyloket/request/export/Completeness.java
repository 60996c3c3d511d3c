package nl.privacyloket.request.export;

import java.util.List;

/**
 * Whether every data system has brought its part of a package.
 *
 * @param whole whether nothing is missing
 * @param missingSystems that are known to be missing; can be empty though something is, before it was known whom to ask
 */
record Completeness(boolean whole, List<String> missingSystems) {

    /** All that was announced has come. */
    static final Completeness WHOLE = new Completeness(true, List.of());
}
