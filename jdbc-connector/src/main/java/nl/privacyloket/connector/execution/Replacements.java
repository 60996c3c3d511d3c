package nl.privacyloket.connector.execution;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.privacyloket.connector.catalogue.CatalogueColumn;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.mapping.ColumnChanges;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.mapping.Strategy;
import nl.privacyloket.connector.mapping.TableName;
import nl.privacyloket.crypto.BlindIndex;

/** New values for columns that are written over: as SQL where the database can make them, else made here. */
public final class Replacements {
    private static final int HASH_DIGITS = 32;
    private static final Pattern LENGTH = Pattern.compile("\\((\\d+)\\)");
    /** Words that mean another moment each time. */
    private static final Set<String> MOMENTS = Set.of("now", "today", "tomorrow", "yesterday");

    private static final SecureRandom RANDOM = new SecureRandom();

    private Replacements() {}

    /** SQL of the generalised value of a column of row {@code t}. */
    static String generalised(FittedMapping fitted, CatalogueColumn column, Strategy strategy) {
        return fitted.dialect().generalised(column, strategy, fitted.mapping().zone());
    }

    /** A value that cannot be made in SQL. */
    static String made(
            FittedMapping fitted,
            MappedTable table,
            CatalogueColumn column,
            Strategy strategy,
            String old,
            BlindIndex key) {
        if (old == null) {
            return null;
        }
        if (strategy == Strategy.FAKE_FORMAT) {
            return fake(old);
        }
        byte[] hash =
                key.of("anonymised", fitted.mapping().system(), table.name().toString(), column.name(), old);
        String digits = HexFormat.of().formatHex(hash).substring(0, HASH_DIGITS);
        if (column.type().equals("uuid")) {
            return UUID.fromString(digits.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"))
                    .toString();
        }
        Matcher length = LENGTH.matcher(column.type());
        return length.find() ? digits.substring(0, Math.min(HASH_DIGITS, Integer.parseInt(length.group(1)))) : digits;
    }

    private static String fake(String old) {
        StringBuilder fake = new StringBuilder(old.length());
        old.codePoints().forEach(c -> {
            if (Character.isDigit(c)) {
                fake.append(other(c, '0', 10));
            } else if (Character.isLetter(c)) {
                fake.append(other(c, Character.isUpperCase(c) ? 'A' : 'a', 26));
            } else {
                fake.appendCodePoint(c);
            }
        });
        return fake.toString();
    }

    /** Never the character itself, or a short value might come out as it was. */
    private static char other(int old, char first, int count) {
        char drawn;
        do {
            drawn = (char) (first + RANDOM.nextInt(count));
        } while (drawn == old);
        return drawn;
    }

    /**
     * The condition that something is still to be written over row {@code t}. Of values that do not show it, such as hashes,
     * the connector remembers which it made ({@link MadeValues}).
     *
     * @param parameters the condition's parameters are added here
     */
    public static String pending(
            FittedMapping fitted, MappedTable table, ColumnChanges changes, List<? super String> parameters) {
        StringBuilder pending = new StringBuilder();
        for (Map.Entry<String, String> change : changes.values().entrySet()) {
            CatalogueColumn column = fitted.column(table, change.getKey());
            String name = "t." + TableName.quote(column.name());
            if (change.getValue() == null) {
                or(pending, name + " IS NOT NULL");
            } else if (column.isDated() && MOMENTS.contains(change.getValue().toLowerCase(Locale.ROOT))) {
                or(pending, name + " IS NULL");
            } else {
                or(pending, fitted.dialect().differsAsText(column));
                parameters.add(fitted.dialect()
                        .value(column, change.getValue(), fitted.mapping().zone()));
            }
        }
        changes.strategies().forEach((name, strategy) -> {
            if (strategy.isRecognisable()) {
                CatalogueColumn column = fitted.column(table, name);
                or(
                        pending,
                        fitted.dialect().isNot("t." + TableName.quote(name), generalised(fitted, column, strategy)));
            }
        });
        Set<String> made = MadeValues.columns(changes).keySet();
        if (!made.isEmpty()) {
            or(pending, MadeValues.missing(fitted, table, made));
            parameters.add(table.name().toString());
        }
        return pending.isEmpty() ? "true" : "(" + pending + ")";
    }

    private static void or(StringBuilder conditions, String condition) {
        conditions.append(conditions.isEmpty() ? "" : " OR ").append(condition);
    }
}
