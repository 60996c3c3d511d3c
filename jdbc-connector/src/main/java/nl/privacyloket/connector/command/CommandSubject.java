package nl.privacyloket.connector.command;

import java.util.List;
import nl.privacyloket.connector.execution.Correction;
import nl.privacyloket.connector.person.Identifier;

/**
 * Whom a command is about: what is inside its seal.
 *
 * @param identifiers what the person is known by
 * @param upload where the answer of {@code access} goes; {@code null} with other commands
 * @param corrections what {@code rectify} corrects; {@code null} with other commands
 */
public record CommandSubject(List<Identifier> identifiers, Upload upload, List<Correction> corrections) {

    /** Whether there is something to correct, and each field once. */
    boolean correctsEachFieldOnce() {
        return corrections != null
                && !corrections.isEmpty()
                && corrections.stream()
                        .allMatch(one -> one != null
                                && one.field() != null
                                && one.value() != null
                                && !one.value().isBlank())
                && corrections.stream().map(Correction::field).distinct().count() == corrections.size();
    }

    /**
     * Where a part of an export is taken in, once.
     *
     * @param url collection of parts; the part goes to {@code {url}/{commandId}}
     * @param token for the header {@code Upload-Token}
     */
    public record Upload(String url, String token) {
        /** Without the token. */
        @Override
        public String toString() {
            return "Upload[url=" + url + "]";
        }
    }

    /** Without the values. */
    @Override
    public String toString() {
        return "CommandSubject[" + (identifiers == null ? 0 : identifiers.size()) + " identifiers]";
    }
}
