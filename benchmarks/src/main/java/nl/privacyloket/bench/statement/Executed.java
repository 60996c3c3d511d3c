package nl.privacyloket.bench.statement;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A statement that PostgreSQL has executed.
 *
 * @param sql as it was prepared, with {@code $1} for the first value
 * @param values what was bound, as text; {@code null} for NULL
 */
record Executed(String sql, List<String> values) {

    Executed {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    boolean begins() {
        return sql.equalsIgnoreCase("begin");
    }

    boolean ends() {
        return sql.equalsIgnoreCase("commit") || sql.equalsIgnoreCase("rollback");
    }

    /** What was bound may be about somebody. */
    @Override
    public String toString() {
        return "Executed[" + sql + "]";
    }
}
