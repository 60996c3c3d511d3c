package nl.privacyloket.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import nl.privacyloket.stack.client.FiledRequest;
import nl.privacyloket.stack.client.MailReader;
import nl.privacyloket.stack.client.NewRequest;
import nl.privacyloket.stack.client.RequestApi;
import nl.privacyloket.stack.mail.ReceivedMail;

/** One request at one organisation: who asks what, what staff do with it, and what must have come of it. */
interface Story {

    String organisation();

    /** Chooses the person and notes how things are now. */
    NewRequest begin();

    /** What the person wants, in words. */
    String wish();

    /** What staff do before they can decide; nothing by default. */
    default void beforeDecision(FiledRequest request, Staff staff, RequestApi api, Teller teller)
            throws IOException, InterruptedException {}

    /** Whether the request can be decided on. */
    default boolean canBeDecided(JsonNode request) {
        return request.path("status").asText().equals("in-assessment");
    }

    /** Decides. */
    void decide(FiledRequest request, JsonNode seen, Staff staff, RequestApi api)
            throws IOException, InterruptedException;

    /** What happens once the request is closed; nothing by default. */
    default void afterClose(FiledRequest request, RequestApi api, MailReader mailbox, Teller teller)
            throws IOException, InterruptedException {}

    /** The kinds of mail that the person gets, in order, as words in their subjects. */
    List<String> subjects();

    /**
     * Looks from outside at what came of it.
     *
     * @param closed the closed request, as staff see it
     * @param mails the mails about it, in order
     * @throws NotAsItShouldBeException when something is not as it should be
     */
    void check(FiledRequest request, JsonNode closed, List<ReceivedMail> mails, RequestApi api, Teller teller)
            throws IOException, InterruptedException;
}
