package nl.privacyloket.contract.fuzz;

import java.util.Map;
import java.util.Set;
import nl.privacyloket.contract.fuzz.Described.Operation;

/** A running service, its database and its log, as the test of that service knows them. */
public interface Target {
    /** Where it listens. */
    int port();

    /** A bearer token of somebody who has every role at the organisation of what exists. */
    String staff();

    /** The token of a scheme other than that of staff that opens an operation about what {@link #existing} named last. */
    default String token(Operation operation, String scheme) {
        throw new IllegalStateException("nobody has a " + scheme + " for " + operation);
    }

    /** A token of the same kind that was given to somebody else, for something else. */
    default String anothersToken(Operation operation, String scheme) {
        throw new IllegalStateException("nobody else has a " + scheme + " for " + operation);
    }

    /** Something that exists and that the operation may be called about, for a variable of the path; anew when it was used up. */
    String existing(Operation operation, String variable);

    /**
     * A body that fits what exists, or of a form that has no schema, such as a mail; null when the published example will do.
     *
     * @param scheme of the token that the call comes with, or null
     */
    default byte[] body(Operation operation, String scheme, String mediaType) {
        return null;
    }

    /** A query that fits what exists, without its question mark; null when the published examples will do. */
    default String query(Operation operation) {
        return null;
    }

    /** Tables in which it is noted that a call was refused with that status, as documented. */
    default Set<String> noting(Operation operation, int status) {
        return Set.of();
    }

    /** Whether the service changes a table by itself while it is called; else what changes there is the doing of the call. */
    default boolean isChangedInBackground(String table) {
        return true;
    }

    /** What stands in each table that calls can leave something behind in; what the machine keeps for itself apart. */
    Map<String, String> stored();
}
