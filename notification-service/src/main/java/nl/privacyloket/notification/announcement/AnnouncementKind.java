package nl.privacyloket.notification.announcement;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What an announcement is about. */
public enum AnnouncementKind {
    /** The privacy statement has a new version. All subscribers hear of it who did not end that. */
    POLICY_CHANGE,
    /** A newsletter, for those who subscribed to its purpose. */
    NEWS,
    /** Maintenance, extensions, disturbances, for those who subscribed to that purpose. */
    SERVICE;

    /** The kind of that word; empty when there is none. */
    public static Optional<AnnouncementKind> of(String word) {
        return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /** The word in the API and the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
