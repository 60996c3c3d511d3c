package nl.privacyloket.bench.statement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The statements of a {@link Course}, to be executed any number of times with the same sizes: where two runs differed in an id,
 * a number or random bytes, {@code :n} makes it another each time.
 *
 * @param transactions each with its statements; those that are alone run without begin and commit
 * @param values what is bound beside {@code :n}, by name
 */
record Repetition(List<List<String>> transactions, Map<String, String> values) {
    private static final Pattern PLACE = Pattern.compile("\\$(\\d+)");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-([0-9a-f]{12})");
    private static final Pattern BYTES = Pattern.compile("[0-9a-f]{16,}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{4,}$");
    private static final Set<String> TEXT = Set.of("text", "varchar");
    private static final Pattern ONE_OF_ARRAY = Pattern.compile("\\{\\d+}");
    private static final int DIGITS = 12;
    private static final int PLACES = 1000;

    /** @param connection to a database with the same tables: it knows the types */
    static Repetition of(Course course, Connection connection) throws SQLException {
        Map<String, String> values = new LinkedHashMap<>();
        List<List<String>> transactions = new ArrayList<>();
        for (Course.Twice transaction : course.transactions()) {
            List<String> statements = new ArrayList<>();
            for (int i = 0; i < transaction.first().size(); i++) {
                Executed first = transaction.first().get(i);
                if (!first.begins() && !first.ends()) {
                    statements.add(statement(first, transaction.second().get(i), connection, values));
                }
            }
            transactions.add(statements);
        }
        return new Repetition(transactions, values);
    }

    private static String statement(Executed first, Executed second, Connection connection, Map<String, String> values)
            throws SQLException {
        List<String> types = types(connection, first);
        return PLACE.matcher(first.sql().replaceAll("\\s*\\n\\s*", " ")).replaceAll(place -> {
            int at = Integer.parseInt(place.group(1)) - 1;
            String value = first.values().get(at);
            String type = types.get(at);
            if (value == null) {
                return "null::" + type;
            }
            String name = "p" + values.size();
            values.put(name, value);
            boolean same = value.equals(second.values().get(at));
            return Matcher.quoteReplacement((same ? ":" + name : another(":" + name, type, value)) + "::" + type);
        });
    }

    private static List<String> types(Connection connection, Executed statement) throws SQLException {
        try (PreparedStatement prepared =
                connection.prepareStatement(PLACE.matcher(statement.sql()).replaceAll("?"))) {
            List<String> types = new ArrayList<>();
            for (int i = 1; i <= statement.values().size(); i++) {
                String type = prepared.getParameterMetaData().getParameterTypeName(i);
                types.add(type.startsWith("_") ? type.substring(1) + "[]" : type);
            }
            return types;
        }
    }

    /** The value with digits of {@code :n} in place of what makes it the only one of its kind. */
    private static String another(String variable, String type, String value) {
        if (type.equals("int4[]") && ONE_OF_ARRAY.matcher(value).matches()) {
            // The place of a lock, of which there are many: with the same one each time everybody would wait for it.
            return "('{' || (:n::bigint % " + PLACES + ") || '}')";
        }
        String text = variable + "::text";
        boolean found = false;
        for (Matcher uuid = UUID.matcher(value); uuid.find(); found = true) {
            text = "overlay(" + text + " placing lpad(to_hex(:n::bigint), 12, '0') from " + (uuid.start(1) + 1) + ")";
        }
        Matcher bytes = BYTES.matcher(value);
        Matcher number = NUMBER.matcher(value);
        if (!found && bytes.find()) {
            int at = bytes.end() - DIGITS + 1;
            text = "overlay(" + text + " placing lpad(to_hex(:n::bigint), 12, '0') from " + at + ")";
        } else if (!found && TEXT.contains(type) && number.find()) {
            // A number that is counted up: more digits than its own, or soon there would be two of one.
            int at = Math.max(0, value.length() - DIGITS) + 1;
            text = "overlay(" + text + " placing right(lpad(to_hex(:n::bigint), 12, '0'), "
                    + Math.min(DIGITS, value.length()) + ") from " + at + ")";
        }
        return "(" + text + ")";
    }

    @Override
    public String toString() {
        return "Repetition[" + transactions + "]";
    }
}
