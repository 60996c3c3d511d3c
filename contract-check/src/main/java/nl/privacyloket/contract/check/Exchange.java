package nl.privacyloket.contract.check;

import java.util.Set;

/**
 * One call and its answer, as far as the contract speaks of them.
 *
 * @param method of HTTP, in capitals
 * @param path without the query, still encoded
 * @param query names of the parameters in the query
 * @param sentType media type of the body that was sent, or null
 * @param sent that body, or null when there was none or it is not text
 * @param status of the answer
 * @param answeredType media type of the answer, or null
 * @param headers names of the headers of the answer, in small letters
 * @param answer its body; empty when there was none or it is not text
 */
public record Exchange(
        String method,
        String path,
        Set<String> query,
        String sentType,
        String sent,
        int status,
        String answeredType,
        Set<String> headers,
        String answer) {

    boolean succeeded() {
        return status >= 200 && status < 300;
    }

    @Override
    public String toString() {
        return method + " " + path + " -> " + status;
    }
}
