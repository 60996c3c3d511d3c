package nl.privacyloket.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The zip that a person downloads, opened. */
final class ExportPackage {

    private static final Pattern EXAMPLE_ADDRESS = Pattern.compile("[\\w.+-]+@example\\.(?:org|com|net)");

    private final Map<String, String> entries = new LinkedHashMap<>();

    ExportPackage(byte[] zip) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    /** The names of the files in it. */
    List<String> names() {
        return List.copyOf(entries.keySet());
    }

    /** The rows of one table, by column name; values as text. */
    List<Map<String, String>> rows(String table) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        for (JsonNode system : data().path("systems")) {
            for (JsonNode part : system.path("categories")) {
                String name = part.path("table").asText();
                if (name.equals(table) || name.endsWith("." + table)) {
                    part.path("rows").forEach(row -> rows.add(row(part.path("columns"), row)));
                }
            }
        }
        return rows;
    }

    /** How many rows it holds in all. */
    int rowCount() throws IOException {
        int count = 0;
        for (JsonNode system : data().path("systems")) {
            for (JsonNode part : system.path("categories")) {
                count += part.path("rows").size();
            }
        }
        return count;
    }

    /** Every address of a sample person that stands anywhere in it. */
    TreeSet<String> addresses() {
        TreeSet<String> addresses = new TreeSet<>();
        for (String text : entries.values()) {
            Matcher matcher = EXAMPLE_ADDRESS.matcher(text);
            while (matcher.find()) {
                addresses.add(matcher.group());
            }
        }
        return addresses;
    }

    private JsonNode data() throws IOException {
        Check.that(entries.containsKey("data.json"), "The package should hold data.json but holds " + names());
        return new ObjectMapper().readTree(entries.get("data.json"));
    }

    private static Map<String, String> row(JsonNode columns, JsonNode values) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            row.put(
                    columns.get(i).asText(),
                    values.get(i).isNull() ? null : values.get(i).asText());
        }
        return row;
    }
}
