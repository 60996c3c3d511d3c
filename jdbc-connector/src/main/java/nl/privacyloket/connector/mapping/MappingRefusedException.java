package nl.privacyloket.connector.mapping;

import java.util.List;
import java.util.stream.Collectors;

/** Mappings that cannot be worked with; the message lists everything that is wrong, a line each. */
public final class MappingRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<MappingProblem> problems;

    public MappingRefusedException(List<MappingProblem> problems) {
        super(problems.size() + (problems.size() == 1 ? " problem" : " problems") + " in the mapping:\n"
                + problems.stream().map(problem -> "  - " + problem).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<MappingProblem> problems() {
        return problems;
    }
}
