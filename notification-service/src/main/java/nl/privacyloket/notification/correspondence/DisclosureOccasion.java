package nl.privacyloket.notification.correspondence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Something about a disclosure: it brings its own facts and its own contact. */
public sealed interface DisclosureOccasion extends Occasion {
    DisclosureFacts facts();

    Contact contact();

    @Override
    default Receiver receiver() {
        return Receiver.DATA_SUBJECT;
    }

    @Override
    default Optional<Contact> ownContact() {
        return Optional.of(contact());
    }

    @Override
    default Optional<DisclosureFacts> disclosure() {
        return Optional.of(facts());
    }

    /**
     * The organisation wants to give data to somebody else and asks first.
     *
     * @param recipient who is to get them
     * @param purpose what for, in the words of who asks; may be null
     * @param basis code of the reason by which it may be done
     * @param categories ids of what would be given
     */
    record Consent(
            DisclosureFacts facts,
            Contact contact,
            String recipient,
            String purpose,
            String basis,
            List<String> categories)
            implements DisclosureOccasion {
        public Consent {
            categories = List.copyOf(categories);
        }

        @Override
        public String kind() {
            return "disclosure-consent";
        }

        /** Redacted. */
        @Override
        public String toString() {
            return "Consent[" + facts.disclosureId() + "]";
        }
    }

    /**
     * Data were given to somebody else.
     *
     * @param recipient who got them
     * @param basis code of the reason by which it was done
     * @param askedBy code of who asked for it
     * @param categories ids of what was given
     */
    record Made(
            DisclosureFacts facts,
            Contact contact,
            String recipient,
            String basis,
            String askedBy,
            Instant madeAt,
            List<String> categories)
            implements DisclosureOccasion {
        public Made {
            categories = List.copyOf(categories);
        }

        @Override
        public String kind() {
            return "disclosure";
        }

        /** Redacted. */
        @Override
        public String toString() {
            return "Made[" + facts.disclosureId() + "]";
        }
    }
}
