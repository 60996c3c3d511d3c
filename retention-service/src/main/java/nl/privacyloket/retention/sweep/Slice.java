package nl.privacyloket.retention.sweep;

import java.time.Instant;
import java.time.LocalDate;

/**
 * The work on one data system's holdings of one day, as far as it is.
 *
 * @param day day at the organisation that the work is of; {@code null} before the first
 * @param cursor the last holding that was dealt with; {@code null} at the beginning
 * @param held how many were passed over because of a hold since the beginning
 * @param nextAt when to go on
 * @param awaitsAnswer whether it goes on earlier when the data system has answered
 */
record Slice(SliceKey key, LocalDate day, Cursor cursor, long held, Instant nextAt, boolean awaitsAnswer) {

    /** The same work on another day, from the beginning. */
    Slice on(LocalDate today) {
        return new Slice(key, today, null, 0, nextAt, false);
    }

    Slice through(Cursor reached, long heldMore) {
        return new Slice(key, day, reached == null ? cursor : reached, held + heldMore, nextAt, false);
    }

    /** All was looked at: next time from the beginning. */
    Slice ended() {
        return new Slice(key, day, null, held, nextAt, false);
    }

    Slice next(Instant at) {
        return new Slice(key, day, cursor, held, at, false);
    }

    /** The data system has enough to do: it goes on as soon as an answer comes, and looks itself at that time. */
    Slice awaiting(Instant at) {
        return new Slice(key, day, cursor, held, at, true);
    }
}
