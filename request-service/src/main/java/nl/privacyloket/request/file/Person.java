package nl.privacyloket.request.file;

import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Everything in a request that tells who the person is or what they wrote. Stored encrypted, never in an event or log in
 * plain.
 *
 * @param representative who acts for the person, or null
 * @param details in the person's own words, or null
 * @param transferTo the controller that is to get the data (art. 20(2)), or null
 */
public record Person(
        Requester requester,
        Representative representative,
        List<Identifier> identifiers,
        String details,
        List<Correction> corrections,
        Party transferTo) {

    /**
     * @param email null when the request came in another way than by web or e-mail and none was given
     * @param postalAddress in lines, or null
     */
    @Schema(name = "PersonRequester")
    public record Requester(String name, String email, LocalDate birthDate, String postalAddress) {
        @Override
        public String toString() {
            return "Requester[redacted]";
        }
    }

    /** @param capacity guardian, mentor, authorised, or reporter of a child's data */
    @Schema(name = "PersonRepresentative")
    public record Representative(String name, String email, String capacity) {
        @Override
        public String toString() {
            return "Representative[redacted]";
        }
    }

    /** By what a data system knows the person, such as {@code customer-number}. */
    @Schema(name = "PersonIdentifier")
    public record Identifier(String type, String value) {
        @Override
        public String toString() {
            return "Identifier[" + type + "]";
        }
    }

    /** What should stand in a field. */
    @Schema(name = "PersonCorrection")
    public record Correction(String field, String value) {
        @Override
        public String toString() {
            return "Correction[redacted]";
        }
    }

    /** Another controller. */
    @Schema(name = "PersonParty")
    public record Party(String name, String email) {
        @Override
        public String toString() {
            return "Party[redacted]";
        }
    }

    @Override
    public String toString() {
        return "Person[redacted]";
    }
}
