package nl.privacyloket.notification.correspondence;

import java.util.Locale;

/** Who a message is for. */
public enum Receiver {
    /** Who made the request, or who writes for that person; their contact came with the request, or after its end again. */
    REQUESTER,
    /** Whose data are disclosed, outside any request; their contact stands on the occasion. */
    DATA_SUBJECT,
    /** Another controller to which data are transferred; its contact stands on the occasion. */
    CONTROLLER,
    /** Somebody whom data were disclosed to; the contact stands on the occasion. */
    RECIPIENT,
    /** The organisation itself, at the address in its policy. */
    STAFF;

    /** The word in the API and the database, such as {@code data-subject}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
