package nl.privacyloket.connector.person;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.privacyloket.connector.dialect.Dialect;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.mapping.IdentifierColumn;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.mapping.Normalisation;
import nl.privacyloket.connector.mapping.TableName;
import nl.privacyloket.connector.memory.ErasedPersons;
import nl.privacyloket.connector.rows.RowSql;
import nl.privacyloket.crypto.Identifiers;
import nl.privacyloket.crypto.SubjectHash;

/** Finds a person in the data tables and in the connector's memory of erased persons. */
public final class PersonFinder {
    private final FittedMapping fitted;
    private final SubjectHash subjectHash;
    private final IdentityRule rule;

    public PersonFinder(FittedMapping fitted, SubjectHash subjectHash) {
        this.fitted = fitted;
        this.subjectHash = subjectHash;
        this.rule = new IdentityRule(fitted.mapping().anchor());
    }

    /**
     * Finds the person that is meant, or nobody.
     *
     * @throws CommandRefusedException when they cannot be told from somebody else
     */
    public IdentifiedPerson find(Connection connection, Subject subject) throws SQLException {
        Comparables comparables = new Comparables(connection);
        List<Candidate> person = subject.valuesOf(anchor()).isEmpty()
                ? withoutAnchor(comparables, subject)
                : byAnchor(comparables, subject);

        Map<TableName, List<String>> rows = keys(person);
        List<UUID> remembered = person.stream()
                .filter(Candidate::isRemembered)
                .map(candidate -> UUID.fromString(candidate.key()))
                .toList();
        return new IdentifiedPerson(rows, remembered, hashes(comparables, rows));
    }

    private String anchor() {
        return fitted.mapping().anchor();
    }

    private List<Candidate> byAnchor(Comparables comparables, Subject subject) throws SQLException {
        rule.require(subject);
        return rule.decide(candidates(comparables, subject));
    }

    /**
     * Somebody without the confirmed identifier, whose other identifiers staff vouch for. When the row found has the
     * anchor, the person is looked for by that too, as if they had given it.
     */
    private List<Candidate> withoutAnchor(Comparables comparables, Subject subject) throws SQLException {
        if (subject.values().keySet().stream().noneMatch(this::findsSomewhere)) {
            throw new CommandRefusedException(CommandRefusedException.IDENTIFIER_MISSING);
        }
        List<Candidate> candidates = candidates(comparables, subject);
        Map<String, String> anchors = anchorsIn(comparables.connection(), candidates);
        List<Candidate> person = rule.decideWithoutAnchor(candidates, !anchors.isEmpty());
        if (anchors.size() > 1) {
            throw new CommandRefusedException(CommandRefusedException.IDENTIFIERS_DISAGREE);
        }
        return anchors.isEmpty()
                ? person
                : byAnchor(
                        comparables,
                        subject.with(anchor(), anchors.values().iterator().next()));
    }

    /** What the rows say that the anchor is, by its comparable form. */
    private Map<String, String> anchorsIn(Connection connection, List<Candidate> candidates) throws SQLException {
        Map<String, String> anchors = new TreeMap<>();
        for (Map.Entry<TableName, List<String>> rows : keys(candidates).entrySet()) {
            MappedTable table = fitted.mapping().tables().get(rows.getKey());
            for (String value : values(connection, table, table.identifiers().get(anchor()), rows.getValue())) {
                String comparable = Identifiers.normalise(anchor(), value);
                if (!comparable.isBlank()) {
                    anchors.putIfAbsent(comparable, value);
                }
            }
        }
        return anchors;
    }

    private static Map<TableName, List<String>> keys(List<Candidate> candidates) {
        Map<TableName, List<String>> keys = new LinkedHashMap<>();
        candidates.stream().filter(candidate -> !candidate.isRemembered()).forEach(candidate -> keys.computeIfAbsent(
                        candidate.table(), table -> new ArrayList<>())
                .add(candidate.key()));
        return keys;
    }

    private List<Candidate> candidates(Comparables comparables, Subject subject) throws SQLException {
        List<Candidate> candidates = new ArrayList<>();
        for (MappedTable table : fitted.parentsFirst()) {
            candidates.addAll(inTable(comparables, table, subject));
        }
        candidates.addAll(remembered(comparables, subject));
        return candidates;
    }

    /** Persons of whom a law keeps rows, that one value of an identifier belongs to. */
    public List<UUID> rememberedBy(Connection connection, String type, String value) throws SQLException {
        return remembered(new Comparables(connection), new Subject(null, Map.of(type, Set.of(value)))).stream()
                .map(candidate -> UUID.fromString(candidate.key()))
                .toList();
    }

    /**
     * Rows that answer to one value of an identifier, whoever they belong to.
     *
     * @return keys as JSON, by table; without tables in which the identifier finds nobody
     */
    public Map<TableName, List<String>> answering(Connection connection, String type, String value)
            throws SQLException {
        Subject subject = new Subject(null, Map.of(type, Set.of(value)));
        Comparables comparables = new Comparables(connection);
        Map<TableName, List<String>> keys = new LinkedHashMap<>();
        for (MappedTable table : fitted.parentsFirst()) {
            for (Candidate candidate : inTable(comparables, table, subject)) {
                keys.computeIfAbsent(table.name(), name -> new ArrayList<>()).add(candidate.key());
            }
        }
        return keys;
    }

    /** Keyed hashes by which the connector remembers a person of that identifier. */
    public Set<String> hashes(Connection connection, String type, String value) throws SQLException {
        return hashes(connection, type, Set.of(value));
    }

    /** The same, of several values. */
    public Set<String> hashes(Connection connection, String type, Collection<String> values) throws SQLException {
        return hashes(new Comparables(connection), type, values);
    }

    private Set<String> hashes(Comparables comparables, String type, Collection<String> values) throws SQLException {
        // The first table that maps a type sets how its values are made comparable in memory.
        return comparables.of(remembering(fitted, type), values).stream()
                .map(value -> subjectHash.of(fitted.mapping().organisation(), type, value))
                .collect(Collectors.toSet());
    }

    /** How values of a type are made comparable before they are hashed for the connector's memory. */
    public static Normalisation remembering(FittedMapping fitted, String type) {
        return fitted.mapping().tables().values().stream()
                .map(table -> table.identifiers().get(type))
                .filter(Objects::nonNull)
                .map(IdentifierColumn::normalisation)
                .findFirst()
                .orElse(Normalisation.CASE_INSENSITIVE);
    }

    private List<Candidate> inTable(Comparables comparables, MappedTable table, Subject subject) throws SQLException {
        Connection connection = comparables.connection();
        Map<IdentifierColumn, Set<String>> given = new LinkedHashMap<>();
        for (IdentifierColumn identifier : table.identifiers().values()) {
            Set<String> values = comparables.of(identifier.normalisation(), subject.valuesOf(identifier.type()));
            if (!values.isEmpty()) {
                given.put(identifier, values);
            }
        }
        List<IdentifierColumn> searched =
                given.keySet().stream().filter(this::finds).toList();
        if (searched.isEmpty()) {
            return List.of();
        }
        List<Object> parameters = new ArrayList<>(given.values());
        searched.forEach(identifier -> parameters.add(given.get(identifier)));
        Dialect dialect = fitted.dialect();
        String sql = "SELECT " + RowSql.keyText(fitted, table, "t")
                + given.entrySet().stream()
                        .map(entry -> ", " + dialect.among(comparable(dialect, entry.getKey(), "t"), entry.getValue()))
                        .collect(Collectors.joining())
                + " FROM " + table.name().sql() + " t WHERE "
                + searched.stream()
                        .map(identifier -> dialect.among(comparable(dialect, identifier, "t"), given.get(identifier)))
                        .collect(Collectors.joining(" OR "))
                + " ORDER BY 1";
        List<Candidate> candidates = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            dialect.bind(connection, statement, 1, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Map<String, Agreement> agreements = new HashMap<>();
                    int column = 2;
                    for (IdentifierColumn identifier : given.keySet()) {
                        agreements.put(identifier.type(), Agreement.of(rows.getObject(column++, Boolean.class)));
                    }
                    candidates.add(new Candidate(table.name(), rows.getString(1), agreements, manyRows(table)));
                }
            }
        }
        return candidates;
    }

    /** A value that several persons share, such as the number of their company, finds nobody; it may tell them apart. */
    public boolean finds(IdentifierColumn identifier) {
        return identifier.type().equals(anchor()) || !identifier.manyRows();
    }

    private boolean manyRows(MappedTable table) {
        return table.identifiers().get(anchor()).manyRows();
    }

    private List<Candidate> remembered(Comparables comparables, Subject subject) throws SQLException {
        Map<String, Set<String>> given = new HashMap<>();
        for (String type : subject.values().keySet()) {
            Set<String> hashes = hashes(comparables, type, subject.valuesOf(type));
            if (!hashes.isEmpty()) {
                given.put(type, hashes);
            }
        }
        Set<String> searched = given.entrySet().stream()
                .filter(type -> findsSomewhere(type.getKey()))
                .flatMap(type -> type.getValue().stream())
                .collect(Collectors.toSet());
        List<Candidate> candidates = new ArrayList<>();
        ErasedPersons.find(comparables.connection(), searched, subject.requestId())
                .forEach((person, hashes) -> {
                    Map<String, Agreement> agreements = new HashMap<>();
                    given.forEach((type, wanted) -> {
                        Set<String> known = hashes.get(type);
                        agreements.put(
                                type,
                                Agreement.of(
                                        known == null ? null : known.stream().anyMatch(wanted::contains)));
                    });
                    candidates.add(new Candidate(null, person.toString(), agreements, true));
                });
        return candidates;
    }

    private boolean findsSomewhere(String type) {
        return fitted.mapping().tables().values().stream()
                .map(table -> table.identifiers().get(type))
                .anyMatch(identifier -> identifier != null && finds(identifier));
    }

    /** Hashes of every identifier in the rows found, so that the person is found again without them. */
    private Map<String, Set<String>> hashes(Comparables comparables, Map<TableName, List<String>> found)
            throws SQLException {
        Map<String, Set<String>> hashes = new HashMap<>();
        for (Map.Entry<TableName, List<String>> entry : found.entrySet()) {
            MappedTable table = fitted.mapping().tables().get(entry.getKey());
            for (IdentifierColumn identifier : table.identifiers().values()) {
                Set<String> values = values(comparables.connection(), table, identifier, entry.getValue());
                hashes.computeIfAbsent(identifier.type(), type -> new TreeSet<>())
                        .addAll(hashes(comparables, identifier.type(), values));
            }
        }
        return hashes;
    }

    private Set<String> values(Connection connection, MappedTable table, IdentifierColumn identifier, List<String> keys)
            throws SQLException {
        String column = fitted.dialect().text("t." + TableName.quote(identifier.column()));
        String sql = "SELECT DISTINCT " + column + " FROM " + RowSql.named(fitted, table);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, RowSql.array(fitted, keys));
            Set<String> values = new TreeSet<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (rows.getString(1) != null) {
                        values.add(rows.getString(1));
                    }
                }
            }
            return values;
        }
    }

    /** Values in the form in which they are compared; those without content are left out. */
    public static Set<String> comparable(Connection connection, Normalisation normalisation, Collection<String> values)
            throws SQLException {
        if (values.isEmpty()) {
            return Set.of();
        }
        Dialect dialect = Dialect.of(connection);
        String sql = "SELECT " + dialect.normalised(normalisation, "v") + " FROM " + dialect.texts();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            dialect.bind(connection, statement, 1, List.of(dialect.textsParameter(values)));
            Set<String> comparable = new TreeSet<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (rows.getString(1) != null) {
                        comparable.add(rows.getString(1));
                    }
                }
            }
            return comparable;
        }
    }

    /** SQL of the form in which the values of a column are compared. */
    public static String comparable(Dialect dialect, IdentifierColumn identifier, String alias) {
        return dialect.normalised(
                identifier.normalisation(), dialect.text(alias + "." + TableName.quote(identifier.column())));
    }
}
