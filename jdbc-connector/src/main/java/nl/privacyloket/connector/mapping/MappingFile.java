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
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

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
            MappedTable table = table(TableName.parse(name, database.schema()), place, database.schema());
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

    private static MappedTable table(TableName name, YamlPlace place, String schema) {
        place.only(
                "category",
                "key",
                "startedOn",
                "columns",
                "hidden",
                "identifiers",
                "parent",
                "detach",
                "onErase",
                "onRetain",
                "onAnonymise",
                "retainable",
                "fields",
                "onRestrict",
                "onLift",
                "purposes");
        YamlPlace onRetain = place.child("onRetain").only("set");
        boolean retainable = place.child("retainable").flag(true);
        if (!retainable && onRetain.isPresent()) {
            onRetain.problem("has no meaning where retainable is false");
        }
        List<String> columns = place.child("columns").texts();
        List<String> hidden = place.child("hidden").texts();
        if (!columns.isEmpty() && !hidden.isEmpty()) {
            place.child("hidden").problem("has no meaning beside columns, which names what is shown");
        }
        return new MappedTable(
                name,
                place.child("category").required(),
                place.child("key").texts(),
                startColumn(place.child("startedOn")),
                startTrigger(place.child("startedOn")),
                columns,
                hidden,
                identifiers(place.child("identifiers")),
                parent(place.child("parent"), schema),
                place.child("detach").texts(),
                anonymise(place.child("onErase")),
                replacements(onRetain.child("set")),
                onAnonymise(place),
                retainable,
                fields(place.child("fields")),
                changes(place.child("onRestrict")),
                changes(place.child("onLift")),
                purposes(place.child("purposes")));
    }

    private static String startColumn(YamlPlace place) {
        return place.isMap() ? place.only("column", "trigger").child("column").required() : place.optional(null);
    }

    private static String startTrigger(YamlPlace place) {
        if (!place.isMap()) {
            return null;
        }
        YamlPlace at = place.child("trigger");
        String trigger = at.optional(null);
        if (trigger != null) {
            named(trigger, at);
        }
        return trigger;
    }

    private static Map<String, String> fields(YamlPlace place) {
        Map<String, String> fields = new LinkedHashMap<>();
        place.members().forEach((field, at) -> {
            named(field, at);
            at.only("column");
            if (at.isPresent()) {
                fields.put(field, at.child("column").required());
            } else {
                at.problem("names a column");
            }
        });
        return fields;
    }

    private static Map<String, PurposeChange> purposes(YamlPlace place) {
        Map<String, PurposeChange> purposes = new LinkedHashMap<>();
        place.members().forEach((purpose, at) -> {
            named(purpose, at);
            at.only("where", "set");
            ColumnChanges set = new ColumnChanges(at.child("set").values());
            if (set.isEmpty()) {
                at.child("set").problem("names the columns to write over");
            }
            purposes.put(purpose, new PurposeChange(at.child("where").values(), set));
        });
        return purposes;
    }

    private static void named(String id, YamlPlace place) {
        if (!id.matches("[a-z][a-z0-9-]{0,62}")) {
            place.problem("is named as in the policy: lower-case letters, digits and hyphens");
        }
    }

    private static ColumnChanges onAnonymise(YamlPlace table) {
        YamlPlace place = table.child("onAnonymise").only("set");
        ColumnChanges changes = replacements(place.child("set"));
        if (place.isPresent() && changes.isEmpty()) {
            place.child("set").problem("names the columns to write over");
        }
        if (place.isPresent()
                && table.child("onErase").child("action").optional("delete").equals("anonymise")) {
            place.problem("has no meaning where onErase anonymises already");
        }
        return changes;
    }

    /** New values, and ways to make them. */
    private static ColumnChanges replacements(YamlPlace set) {
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, Strategy> strategies = new LinkedHashMap<>();
        set.members().forEach((column, place) -> {
            if (place.isMap()) {
                strategy(place).ifPresent(strategy -> strategies.put(column, strategy));
            } else {
                values.put(column, place.replacement());
            }
        });
        return new ColumnChanges(values, strategies);
    }

    private static Optional<Strategy> strategy(YamlPlace place) {
        Map<String, YamlPlace> members = place.members();
        Optional<Strategy> strategy = members.size() != 1
                ? Optional.empty()
                : members.entrySet().stream()
                        .map(member ->
                                Strategy.of(member.getKey(), member.getValue().replacement()))
                        .findFirst()
                        .orElseThrow();
        if (strategy.isEmpty()) {
            place.problem("is a value, null, or one of " + Strategy.all());
        }
        return strategy;
    }

    /** None when the place is not there. */
    private static ColumnChanges changes(YamlPlace place) {
        place.only("set");
        ColumnChanges changes = new ColumnChanges(place.child("set").values());
        if (place.isPresent() && changes.isEmpty()) {
            place.child("set").problem("names the columns to write over");
        }
        return changes;
    }

    private static Map<String, IdentifierColumn> identifiers(YamlPlace place) {
        Map<String, IdentifierColumn> identifiers = new LinkedHashMap<>();
        place.members().forEach((type, identifier) -> {
            identifier.only("column", "normalise", "rows");
            YamlPlace normalise = identifier.child("normalise");
            String otherwise = type.equals("e-mail") ? "e-mail" : "case-insensitive";
            Normalisation normalisation = Normalisation.of(normalise.optional(otherwise))
                    .orElseGet(() -> {
                        normalise.problem("is one of "
                                + Arrays.stream(Normalisation.values())
                                        .map(Normalisation::wireName)
                                        .collect(Collectors.joining(", ")));
                        return Normalisation.EXACT;
                    });
            String rows = identifier.child("rows").optional("one");
            if (!rows.equals("one") && !rows.equals("many")) {
                identifier.child("rows").problem("is one or many");
            }
            String column = identifier.isPresent() ? identifier.child("column").required() : "";
            if (!identifier.isPresent()) {
                identifier.problem("names a column");
            }
            identifiers.put(type, new IdentifierColumn(type, column, normalisation, rows.equals("many")));
        });
        return identifiers;
    }

    private static ParentLink parent(YamlPlace place, String schema) {
        if (!place.isPresent()) {
            return null;
        }
        place.only("table", "join");
        String table = place.child("table").required();
        Map<String, String> join = place.child("join").values();
        if (join.isEmpty() || join.containsValue(null)) {
            place.child("join").problem("names own columns and the parent's, such as {customer_id: id}");
            join.values().removeIf(Objects::isNull);
        }
        return new ParentLink(TableName.parse(table, schema), join);
    }

    private static ColumnChanges anonymise(YamlPlace place) {
        place.only("action", "set");
        String action = place.child("action").optional("delete");
        YamlPlace set = place.child("set");
        switch (action) {
            case "delete" -> {
                if (set.isPresent()) {
                    set.problem("has no meaning where the row is deleted");
                }
                return null;
            }
            case "anonymise" -> {
                ColumnChanges changes = replacements(set);
                if (changes.isEmpty()) {
                    set.problem("names the columns to write over");
                }
                return changes;
            }
            default -> {
                place.child("action").problem("is delete or anonymise");
                return null;
            }
        }
    }
}
