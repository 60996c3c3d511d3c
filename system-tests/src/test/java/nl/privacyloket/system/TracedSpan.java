package nl.privacyloket.system;

import java.util.Map;

/**
 * One span as a service exported it.
 *
 * @param service name of the service
 * @param trace trace id in hex
 * @param id span id in hex
 * @param parent id of the span that it follows from; empty in the first of a trace
 * @param attributes those with text
 */
record TracedSpan(String service, String trace, String id, String parent, String name, Map<String, String> attributes) {

    /** What did what, such as {@code request-service POST /requests/{id}/decision}. */
    String title() {
        return service + " " + name;
    }
}
