package nl.privacyloket.connector.mapping;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads what a mapping file says of one table. */
final class TableSection {
    private TableSection() {}

    /** @param schema of tables that are named without one */
    static MappedTable read(TableName name, YamlPlace place, String schema) {
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
