package nl.privacyloket.contract.fuzz;

import java.util.List;
import java.util.Map;
import nl.privacyloket.contract.fuzz.Described.Operation;

/** A running service, its database and its log, as the test of that service knows them. */
public interface Target {
    /** Where it listens. */
    int port();

    /** Headers of somebody who may make that call; several when there are several ways in. */
    List<Map<String, String>> callers(Operation operation);

    /** Something that exists and that {@link #callers} may name there, for a variable of the path. */
    String existing(Operation operation, String variable);

    /** A body of a form that has no schema, such as a mail; null when that of {@code example} will do. */
    default String body(Operation operation, String mediaType) {
        return null;
    }

    /** Rows by table of all that calls can leave behind; what the machine keeps for itself apart. */
    Map<String, Long> stored();
}
