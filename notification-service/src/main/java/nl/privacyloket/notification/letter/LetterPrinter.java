package nl.privacyloket.notification.letter;

import java.time.Instant;

/** Writes letters for paper. Implemented with templates outside the domain. */
public interface LetterPrinter {

    /**
     * The letter in the person's language, as an HTML document for sheets of A4: with sender, addressee, date and
     * reference, and without links, which paper does not have.
     *
     * @param at whose day, in the zone of the organisation, it is dated
     * @throws RuntimeException when it cannot be written; the message holds nothing of the person
     */
    String print(Addressed addressed, Instant at);
}
