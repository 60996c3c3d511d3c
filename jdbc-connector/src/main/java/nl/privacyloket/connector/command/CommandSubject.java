package nl.privacyloket.connector.command;

import java.util.List;
import java.util.regex.Pattern;
import nl.privacyloket.connector.execution.Correction;
import nl.privacyloket.connector.person.CommandRefusedException;
import nl.privacyloket.connector.person.Identifier;

/**
 * Whom a command is about: what is inside its seal.
 *
 * @param identifiers what the person is known by
 * @param upload where the answer of {@code access} goes; {@code null} with other commands
 * @param corrections what {@code rectify} corrects; {@code null} with other commands
 */
public record CommandSubject(List<Identifier> identifiers, Upload upload, List<Correction> corrections) {
    private static final Pattern FIELD = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    /** Whether there is something to correct, with a value for each. */
    boolean corrects() {
        return corrections != null
                && !corrections.isEmpty()
                && corrections.stream()
                        .allMatch(one -> one != null
                                && one.field() != null
                                && one.value() != null
                                && !one.value().isBlank());
    }

    /**
     * Refuses corrections that an answer cannot be given to, line by line. What is no name of a field may be anything, so it
     * is not repeated.
     *
     * @throws CommandRefusedException when a field is named twice, or in a form that no field has
     */
    void requireFieldsOfTheContract() {
        if (!corrections.stream().allMatch(one -> FIELD.matcher(one.field()).matches())) {
            throw new CommandRefusedException(CommandRefusedException.UNKNOWN_FIELD_NAME);
        }
        if (corrections.stream().map(Correction::field).distinct().count() < corrections.size()) {
            throw new CommandRefusedException(CommandRefusedException.FIELD_TWICE);
        }
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
