package nl.privacyloket.notification.announcement;

import java.util.Locale;
import java.util.stream.Stream;

/** Where an announcement is. The last two are the ends. */
public enum AnnouncementState {
    RUNNING,
    PAUSED,
    COMPLETED,
    CANCELLED;

    static AnnouncementState of(String word) {
        return Stream.of(values())
                .filter(state -> state.word().equals(word))
                .findFirst()
                .orElseThrow();
    }

    /** The word in the API and the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean ended() {
        return this == COMPLETED || this == CANCELLED;
    }
}
