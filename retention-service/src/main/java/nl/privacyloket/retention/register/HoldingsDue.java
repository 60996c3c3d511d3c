package nl.privacyloket.retention.register;

import java.util.Set;

/**
 * Something that was registered or told made holdings due that had no date yet or a later one. Fired inside the
 * transaction that made them so.
 *
 * @param organisation id of the organisation
 * @param systems data systems that hold them
 */
public record HoldingsDue(String organisation, Set<String> systems) {}
