package nl.privacyloket.retention.register;

import java.util.List;
import java.util.Map;

/**
 * What was known about holdings is not so any more: registered otherwise, taken out, or due on another date. Fired inside
 * the transaction that changed them, after it has.
 *
 * @param organisation id of the organisation
 * @param records references by the number of their stream
 */
public record HoldingsChanged(String organisation, Map<Integer, List<String>> records) {}
