package nl.privacyloket.connector.fit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.privacyloket.connector.catalogue.CatalogueColumn;
import nl.privacyloket.connector.dialect.Dialect;
import nl.privacyloket.connector.mapping.Strategy;

/** Whether a column can be written over in a certain way. */
final class StrategyCheck {
    private static final int SHORTEST_HASH = 16;
    private static final int POSTCODE_DIGITS = 4;
    private static final Pattern LENGTH = Pattern.compile("\\((\\d+)\\)");

    private StrategyCheck() {}

    /** What stands in the way, if anything. */
    static Optional<String> problem(Dialect dialect, CatalogueColumn column, Strategy strategy, boolean isUnique) {
        String type = column.name() + " is " + column.type();
        if (isUnique && strategy != Strategy.KEYED_HASH) {
            return Optional.of("is unique, so two rows cannot both get the same value; a keyed hash keeps them apart");
        }
        return switch (strategy) {
            case YEAR, MONTH -> dialect.problemToGeneralise(column).map(problem -> type + ", " + problem);
            case POSTCODE_4 ->
                column.isText() && length(column) >= POSTCODE_DIGITS
                        ? Optional.empty()
                        : Optional.of(type + ", which holds no postcode");
            case KEYED_HASH ->
                column.type().equals("uuid") || (column.isText() && length(column) >= SHORTEST_HASH)
                        ? Optional.empty()
                        : Optional.of(
                                type + "; a hash needs a text of at least " + SHORTEST_HASH + " characters, or a uuid");
            case FAKE_FORMAT -> column.isText() ? Optional.empty() : Optional.of(type + ", not a text");
        };
    }

    private static int length(CatalogueColumn column) {
        Matcher length = LENGTH.matcher(column.type());
        return length.find() ? Integer.parseInt(length.group(1)) : Integer.MAX_VALUE;
    }
}
