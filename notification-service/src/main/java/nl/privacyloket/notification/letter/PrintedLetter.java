package nl.privacyloket.notification.letter;

import java.util.List;

/**
 * A letter with what paper needs around it. Plain text throughout.
 *
 * @param sender lines of who writes
 * @param addressee lines for the window of the envelope
 * @param particulars date, reference and the like
 */
public record PrintedLetter(Letter letter, List<String> sender, List<String> addressee, List<Block.Row> particulars) {

    public PrintedLetter {
        sender = List.copyOf(sender);
        addressee = List.copyOf(addressee);
        particulars = List.copyOf(particulars);
    }

    /** Redacted. */
    @Override
    public String toString() {
        return "PrintedLetter[redacted]";
    }
}
