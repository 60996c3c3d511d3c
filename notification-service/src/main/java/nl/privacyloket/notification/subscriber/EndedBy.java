package nl.privacyloket.notification.subscriber;

import java.util.Locale;

/** How somebody came to hear no more of a purpose. */
public enum EndedBy {
    /** By the link in a mail, or the button of the mail program. */
    LINK,
    /** By withdrawing consent or objecting, in a request. */
    REQUEST,
    /** The system that keeps the list said so. */
    SYSTEM,
    /** The person had their data erased. */
    ERASURE;

    /** The word in events and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
