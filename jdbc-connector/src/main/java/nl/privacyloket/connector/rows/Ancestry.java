package nl.privacyloket.connector.rows;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.mapping.TableName;

/**
 * The way up from a row to the person that it belongs to: the row itself and those that it hangs under, each under an alias
 * of its own in one statement.
 */
public final class Ancestry {
    /** Alias of the row itself. */
    public static final String SELF = "t";

    private final List<Level> levels;

    private Ancestry(List<Level> levels) {
        this.levels = levels;
    }

    /** From the rows of a table upwards. */
    public static Ancestry of(FittedMapping fitted, MappedTable table) {
        List<Level> levels = new ArrayList<>();
        Set<TableName> seen = new HashSet<>();
        MappedTable step = table;
        while (step != null && seen.add(step.name())) {
            levels.add(new Level(step, levels.isEmpty() ? SELF : "a" + levels.size()));
            step = fitted.mapping().parentOf(step).orElse(null);
        }
        return new Ancestry(List.copyOf(levels));
    }

    /** The row itself first. */
    public List<Level> levels() {
        return levels;
    }

    /** SQL that joins the rows above to {@link #SELF}; a row without some of them stays. */
    public String joins() {
        StringBuilder joins = new StringBuilder();
        for (int i = 1; i < levels.size(); i++) {
            Level child = levels.get(i - 1);
            Level parent = levels.get(i);
            joins.append(" LEFT JOIN ")
                    .append(parent.table().name().sql())
                    .append(' ')
                    .append(parent.alias())
                    .append(" ON ")
                    .append(child.table().parent().join().entrySet().stream()
                            .map(pair -> parent.alias() + "." + TableName.quote(pair.getValue()) + " = " + child.alias()
                                    + "." + TableName.quote(pair.getKey()))
                            .collect(Collectors.joining(" AND ")));
        }
        return joins.toString();
    }

    /** A table on the way, and what it is called in the statement. */
    public record Level(MappedTable table, String alias) {}
}
