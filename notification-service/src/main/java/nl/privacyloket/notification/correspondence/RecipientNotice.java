package nl.privacyloket.notification.correspondence;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Somebody whom data were disclosed to must do with them what was decided (GDPR art. 19).
 *
 * @param commandId the task that it carries out
 * @param action one of {@link #ACTIONS}
 * @param name of the recipient
 * @param email where it is written to
 * @param identifiers by what the recipient knows the person
 * @param categories ids of what it is about
 * @param corrections what a field must say from now on
 */
public record RecipientNotice(
        UUID commandId,
        String action,
        String name,
        String email,
        List<Item> identifiers,
        List<String> categories,
        List<Item> corrections)
        implements Occasion {
    /** What a recipient can be asked. */
    public static final Set<String> ACTIONS = Set.of("erase", "rectify", "restrict", "lift");

    public RecipientNotice {
        identifiers = List.copyOf(identifiers);
        categories = List.copyOf(categories);
        corrections = List.copyOf(corrections);
    }

    /** Something with a name. */
    public record Item(String label, String value) {
        @Override
        public String toString() {
            return "Item[" + label + "]";
        }
    }

    @Override
    public String kind() {
        return "recipient-notice";
    }

    @Override
    public Receiver receiver() {
        return Receiver.RECIPIENT;
    }

    @Override
    public Optional<Contact> ownContact() {
        return Optional.of(new Contact(name, email, null, null, null, null));
    }

    @Override
    public Optional<UUID> command() {
        return Optional.of(commandId);
    }

    /** Redacted. */
    @Override
    public String toString() {
        return "RecipientNotice[" + commandId + "]";
    }
}
