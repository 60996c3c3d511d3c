package nl.privacyloket.connector.fit;

import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.mapping.MappingProblem;
import nl.privacyloket.connector.mapping.SystemMapping;
import nl.privacyloket.connector.mapping.TableName;

/** Collects what is wrong with one mapping, each with its place in the file. */
final class Findings {
    private final SystemMapping mapping;
    private final List<MappingProblem> problems = new ArrayList<>();

    Findings(SystemMapping mapping) {
        this.mapping = mapping;
    }

    /** Notes a problem with a table, at a place below it ({@code ""} for the table itself). */
    void at(MappedTable table, String below, String text) {
        at("tables." + label(table.name()) + (below.isEmpty() ? "" : "." + below), text);
    }

    void at(String place, String text) {
        MappingProblem problem = new MappingProblem(mapping.file(), place, text);
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    String label(TableName table) {
        return mapping.label(table);
    }

    List<MappingProblem> problems() {
        return List.copyOf(problems);
    }
}
