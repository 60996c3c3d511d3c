package nl.privacyloket.connector.dialect;

import java.util.List;

/**
 * Where rows {@code t} of a table lie, in the order of a column.
 */
public interface RowAddresses {
    /** What to select: the start, and the address, each as text. */
    String selected();

    /** The condition that a row comes after an address; its parameters are added. */
    String after(String start, String address, List<Object> parameters);

    /** What to order by. */
    String order();

    /**
     * Rows at some addresses: what follows {@code FROM}, its condition included.
     *
     * @param condition what else holds for the rows
     * @param conditionParameters of that
     * @param parameters all parameters are added here
     */
    String at(List<String> addresses, String condition, List<Object> conditionParameters, List<Object> parameters);
}
