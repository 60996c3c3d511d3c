package nl.privacyloket.notification.letter;

/** Writes letters. Implemented with templates outside the domain. */
public interface LetterRenderer {

    /**
     * The letter in the person's language. The same input gives the same letter.
     *
     * @throws RuntimeException when it cannot be written; the message holds nothing of the person
     */
    RenderedLetter render(Addressed addressed);
}
