package nl.privacyloket.stack.client;

import java.time.LocalDate;
import java.util.UUID;

/**
 * What the person gets for a request.
 *
 * @param dueOn the last day for an answer
 * @param statusToken opens the request for the person
 */
public record FiledRequest(UUID id, String organisation, String reference, LocalDate dueOn, String statusToken) {

    @Override
    public String toString() {
        return "FiledRequest[reference=" + reference + "]";
    }
}
