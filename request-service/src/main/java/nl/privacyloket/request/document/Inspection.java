package nl.privacyloket.request.document;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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

    private static final Pattern LINE =
            Pattern.compile("(true|false) ?((?:(?:BSN|MRZ|DOCUMENT_NUMBER|UNREADABLE),?)*)");

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

    /** As one line, for {@link #ofLine}. */
    String line() {
        return complete + " " + findings.stream().map(Finding::name).sorted().collect(Collectors.joining(","));
    }

    /** What {@link #line()} said; unreadable when it is no such line. */
    static Inspection ofLine(String line) {
        Matcher match = LINE.matcher(line.strip());
        if (!match.matches()) {
            return unreadable();
        }
        Set<Finding> findings = Arrays.stream(match.group(2).split(","))
                .filter(name -> !name.isEmpty())
                .map(Finding::valueOf)
                .collect(Collectors.toSet());
        return new Inspection(findings, Boolean.parseBoolean(match.group(1)));
    }
}
