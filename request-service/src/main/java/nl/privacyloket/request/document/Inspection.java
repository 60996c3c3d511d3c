package nl.privacyloket.request.document;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * What came of looking at a file.
 *
 * @param findings why it is refused; empty when nothing was found
 * @param complete whether all of it could be read by machine; if not, a person has to look
 */
public record Inspection(Set<Finding> findings, boolean complete) {

    /** Stored and published name of an inspection that read everything and found nothing. */
    public static final String PASSED = "passed";

    /** Stored and published name of one that could not read everything. */
    public static final String AWAITING_PERSON = "awaiting-person";

    public Inspection {
        findings = Set.copyOf(findings);
    }

    static Inspection refused(Collection<Finding> findings) {
        return new Inspection(EnumSet.copyOf(findings), true);
    }

    static Inspection unreadable() {
        return new Inspection(Set.of(Finding.UNREADABLE), true);
    }

    static Inspection awaitingPerson() {
        return new Inspection(Set.of(), false);
    }

    public boolean isRefused() {
        return !findings.isEmpty();
    }

    /** {@link #PASSED} or {@link #AWAITING_PERSON}, of one that is not refused. */
    public String code() {
        return complete ? PASSED : AWAITING_PERSON;
    }
}
