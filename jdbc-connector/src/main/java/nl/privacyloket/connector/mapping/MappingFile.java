package nl.privacyloket.connector.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads mapping files. Strict: an unknown, missing or ill-typed field is refused with its place, all of them at once. */
public final class MappingFile {
    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION));

    private final Placeholders placeholders;

    /** @param environment values for placeholders in {@code database} and {@code keys} */
    public MappingFile(Map<String, String> environment) {
        this.placeholders = new Placeholders(environment);
    }

    /**
     * Reads one file.
     *
     * @throws MappingRefusedException with everything that is wrong with it
     */
    public SystemMapping read(Path file) {
        try {
            return read(file.getFileName().toString(), Files.readString(file));
        } catch (IOException e) {
            throw refused(
                    file.getFileName().toString(),
                    "cannot be read: " + e.getClass().getSimpleName());
        }
    }

    /**
     * Reads the content of a file.
     *
     * @param file name to use in messages
     * @throws MappingRefusedException with everything that is wrong with it
     */
    public SystemMapping read(String file, String yaml) {
        List<MappingProblem> problems = new ArrayList<>();
        SystemMapping mapping = mapping(file, digest(yaml), new YamlPlace(file, "", tree(file, yaml), problems));
        if (!problems.isEmpty()) {
            throw new MappingRefusedException(problems);
        }
        return mapping;
    }

    private static JsonNode tree(String file, String yaml) {
        try {
            JsonNode tree = YAML.readTree(yaml);
            if (tree == null || !tree.isObject()) {
                throw refused(file, "holds no mapping");
            }
            return tree;
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
            throw refused(
                    file,
                    "is not YAML" + where + ": "
                            + e.getOriginalMessage().lines().findFirst().orElse(""));
        }
    }

    private static MappingRefusedException refused(String file, String text) {
        return new MappingRefusedException(List.of(new MappingProblem(file, "", text)));
    }

    private SystemMapping mapping(String file, String digest, YamlPlace root) {
        root.only("system", "organisation", "zone", "anchor", "database", "keys", "tables");
        String system = root.child("system").required();
        if (!system.isEmpty() && !system.matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?")) {
            root.child("system").problem("is made of lower-case letters, digits and hyphens");
        }
        DatabaseSettings database = database(root.child("database"));
        YamlPlace keys = root.child("keys").only("directory");
        YamlPlace tables = root.child("tables");
        Map<TableName, MappedTable> mapped = new LinkedHashMap<>();
        tables.members().forEach((name, place) -> {
            MappedTable table = TableSection.read(TableName.parse(name, database.schema()), place, database.schema());
            if (mapped.put(table.name(), table) != null) {
                place.problem("the table is mapped twice");
            }
        });
        if (mapped.isEmpty()) {
            tables.problem("maps no table");
        }
        return new SystemMapping(
                file,
                system,
                root.child("organisation").required(),
                zone(root.child("zone")),
                root.child("anchor").optional("e-mail"),
                database,
                placeholders.fill(
                        keys.child("directory"), keys.child("directory").optional(system)),
                mapped,
                digest);
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ZoneId zone(YamlPlace place) {
        try {
            return ZoneId.of(place.optional("Europe/Amsterdam"));
        } catch (DateTimeException e) {
            place.problem("is not a time zone");
            return ZoneId.of("Europe/Amsterdam");
        }
    }

    private DatabaseSettings database(YamlPlace place) {
        place.only("url", "user", "passwordEnv", "passwordFile", "schema", "connectorSchema");
        if (!place.isPresent()) {
            place.problem("is missing");
            return new DatabaseSettings("", "", null, null, "public", "privacyloket_connector");
        }
        String url = placeholders.fill(place.child("url"), place.child("url").required());
        if (url.startsWith("jdbc:mysql:")) {
            place.child("url").problem("is of MySQL, which is not supported; PostgreSQL and MariaDB from 10.6 are");
        } else if (!url.isEmpty()
                && !url.startsWith("jdbc:postgresql:")
                && MariaUrl.parse(url).isEmpty()) {
            place.child("url")
                    .problem("is a JDBC URL of PostgreSQL or MariaDB: jdbc:postgresql://host:port/database or"
                            + " jdbc:mariadb://host:port/database");
        }
        MariaUrl.parse(url)
                .map(MariaUrl::refusedOptions)
                .filter(refused -> !refused.isEmpty())
                .ifPresent(refused -> place.child("url")
                        .problem("sets " + String.join(", ", refused)
                                + ", which the connector sets itself; only timeouts and TLS are chosen here"));
        if (url.toLowerCase(Locale.ROOT).contains("password=")) {
            place.child("url").problem("holds a password; name passwordEnv or passwordFile instead");
        }
        DatabaseSettings settings = new DatabaseSettings(
                url,
                filled(place.child("user")),
                place.child("passwordEnv").optional(null),
                placeholders.fill(
                        place.child("passwordFile"), place.child("passwordFile").optional(null)),
                place.child("schema")
                        .optional(MariaUrl.parse(url).map(MariaUrl::database).orElse("public")),
                place.child("connectorSchema").optional("privacyloket_connector"));
        if ((settings.passwordEnv() == null) == (settings.passwordFile() == null)) {
            place.problem("names either passwordEnv or passwordFile");
        }
        if (settings.schema().equals(settings.connectorSchema())) {
            place.child("connectorSchema").problem("is a schema of its own, not the one of the data");
        }
        return settings;
    }

    private String filled(YamlPlace place) {
        return placeholders.fill(place, place.required());
    }
}
