package nl.privacyloket.connector.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import nl.privacyloket.connector.execution.Access;
import nl.privacyloket.connector.execution.CorrectedField;
import nl.privacyloket.connector.execution.Correction;
import nl.privacyloket.connector.execution.Erasure;
import nl.privacyloket.connector.execution.Holding;
import nl.privacyloket.connector.execution.Instruction;
import nl.privacyloket.connector.execution.Instruction.Verdict;
import nl.privacyloket.connector.execution.Rectification;
import nl.privacyloket.connector.execution.RestrictedCategory;
import nl.privacyloket.connector.execution.Restriction;
import nl.privacyloket.connector.execution.Verification;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.fit.MappingCheck;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.mapping.MappingFile;
import nl.privacyloket.connector.mapping.SystemMapping;
import nl.privacyloket.connector.person.Identifier;
import nl.privacyloket.connector.person.Subject;
import nl.privacyloket.connector.shop.ShopDatabase;
import nl.privacyloket.crypto.SubjectHash;
import nl.privacyloket.stack.postgres.EmbeddedPostgresServer;
import nl.privacyloket.stack.sample.DemoPerson;
import nl.privacyloket.stack.sample.SampleDatabase;
import nl.privacyloket.stack.sample.SampleSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The mappings of the sample data systems, on the sample data systems themselves. */
class SampleMappingsTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);
    private static EmbeddedPostgresServer server;

    private final SubjectHash subjectHash = ShopDatabase.subjectHash();

    @BeforeAll
    static void install() throws Exception {
        server = EmbeddedPostgresServer.startTemporary();
        new SampleDatabase(server).install(LocalDate.of(2026, 11, 22));
        for (SampleSystem system : SampleSystem.values()) {
            try (Connection connection = server.connect(SampleSystem.DATABASE, system.schema());
                    Statement statement = connection.createStatement()) {
                statement.execute("SET search_path = " + system.connectorSchema());
                statement.execute(ShopDatabase.resource("/db/connector/V1000__connector.sql"));
                statement.execute(ShopDatabase.resource("/db/connector/V1001__purge.sql"));
                statement.execute(ShopDatabase.resource("/db/connector/V1002__purge_again.sql"));
            }
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Connection connect(SampleSystem system) throws SQLException {
        Connection connection = server.connect(SampleSystem.DATABASE, system.schema());
        connection.createStatement().execute("SET search_path = " + system.connectorSchema());
        connection.setAutoCommit(false);
        return connection;
    }

    private static FittedMapping fit(SampleSystem system, Connection connection) throws SQLException {
        SystemMapping mapping = new MappingFile(Map.of())
                .read(
                        system.id() + ".yaml",
                        ShopDatabase.resource("/sample/mappings/" + Path.of(system.id() + ".yaml")));
        return MappingCheck.fit(mapping, connection);
    }

    private static DemoPerson personOf(SampleSystem system) {
        return List.of(DemoPerson.values()).stream()
                .filter(person -> person.organisation().equals(system.organisation()))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(SampleSystem.class)
    void fitsItsSystemAndMapsEveryCategory(SampleSystem system) throws Exception {
        try (Connection connection = connect(system)) {
            SystemMapping mapping = fit(system, connection).mapping();

            assertThat(mapping.system()).isEqualTo(system.id());
            assertThat(mapping.organisation()).isEqualTo(system.organisation());
            assertThat(mapping.categories()).containsExactlyInAnyOrderElementsOf(system.categories());
        }
    }

    @ParameterizedTest
    @EnumSource(SampleSystem.class)
    void findsTheDemoPersonInEveryCategoryAndShowsNothingOfTheNamesake(SampleSystem system) throws Exception {
        DemoPerson person = personOf(system);
        try (Connection connection = connect(system)) {
            FittedMapping fitted = fit(system, connection);

            Access.Answer answer = new Access(fitted, subjectHash).read(connection, subject(person));

            assertThat(answer.categories()).allSatisfy(category -> assertThat(category.holdings())
                    .as(category.category())
                    .isPositive());
            assertThat(new ObjectMapper().writeValueAsString(answer.part()))
                    .contains(person.email())
                    .doesNotContain(person.namesakeEmail())
                    .doesNotContain("password");
        }
    }

    @ParameterizedTest
    @EnumSource(SampleSystem.class)
    void erasesTheDemoPersonAndNobodyElse(SampleSystem system) throws Exception {
        DemoPerson person = personOf(system);
        try (Connection connection = connect(system)) {
            FittedMapping fitted = fit(system, connection);
            Map<String, Integer> before = counts(connection, fitted);
            Map<String, Integer> theirs = new TreeMap<>();
            new Access(fitted, subjectHash)
                    .read(connection, subject(person))
                    .part()
                    .categories()
                    .forEach(part -> theirs.merge(part.table(), part.rows().size(), Integer::sum));
            List<Instruction> everything = fitted.mapping().categories().stream()
                    .map(category -> new Instruction(category, Verdict.ERASE, null, null, null))
                    .toList();
            Subject subject = subject(person);

            new Erasure(fitted, subjectHash, ShopDatabase.keys("test-shop").blindIndex(), CLOCK)
                    .erase(connection, UUID.randomUUID(), subject, everything, List.of());

            Map<String, Integer> expected = new TreeMap<>(before);
            theirs.forEach((table, count) -> {
                // Use of the platform stays, nobody's.
                expected.merge(table, table.equals("usage_event") ? 0 : -count, Integer::sum);
            });
            assertThat(counts(connection, fitted)).isEqualTo(expected);
            assertThat(new Verification(fitted, subjectHash).verify(connection, subject))
                    .extracting(Holding::holdings)
                    .containsOnly(0);
            connection.rollback();
        }
    }

    @ParameterizedTest
    @EnumSource(SampleSystem.class)
    void restrictsTheDemoPersonInEveryCategoryAndNobodyElse(SampleSystem system) throws Exception {
        try (Connection connection = connect(system)) {
            FittedMapping fitted = fit(system, connection);

            List<RestrictedCategory> categories =
                    new Restriction(fitted, subjectHash).restrict(connection, subject(personOf(system)), List.of());

            assertThat(categories).hasSameSizeAs(system.categories()).allSatisfy(category -> {
                assertThat(category.outcome()).isEqualTo(RestrictedCategory.Outcome.DONE);
                assertThat(category.rows()).as(category.category()).isPositive();
            });
            int rows = categories.stream().mapToInt(RestrictedCategory::rows).sum();
            assertThat(restrictedRows(connection, fitted)).isEqualTo(rows);
            connection.rollback();
        }
    }

    @ParameterizedTest
    @EnumSource(SampleSystem.class)
    void correctsTheAddressByWhichTheDemoPersonIsFound(SampleSystem system) throws Exception {
        DemoPerson person = personOf(system);
        try (Connection connection = connect(system)) {
            FittedMapping fitted = fit(system, connection);
            Verification verification = new Verification(fitted, subjectHash);
            List<Holding> before = verification.verify(connection, subject(person));

            List<CorrectedField> corrected = new Rectification(fitted, subjectHash)
                    .rectify(connection, subject(person), List.of(new Correction("e-mail", "moved@example.org")));

            assertThat(corrected).singleElement().satisfies(field -> {
                assertThat(field.outcome()).isEqualTo(CorrectedField.Outcome.CHANGED);
                assertThat(field.identifier()).isTrue();
            });
            Subject moved = Subject.of(UUID.randomUUID(), List.of(new Identifier("e-mail", "moved@example.org")));
            assertThat(verification.verify(connection, moved)).isEqualTo(before);
            connection.rollback();
        }
    }

    @ParameterizedTest
    @EnumSource(SampleSystem.class)
    void stopsUsingDataForEachPurposeThatItMaps(SampleSystem system) throws Exception {
        try (Connection connection = connect(system)) {
            FittedMapping fitted = fit(system, connection);
            Restriction restriction = new Restriction(fitted, subjectHash);

            for (String purpose : purposes(fitted)) {
                assertThat(restriction.stopUsingFor(connection, subject(personOf(system)), purpose, List.of()))
                        .as(purpose)
                        .isNotEmpty()
                        .allSatisfy(category -> assertThat(category.rows()).isPositive());
                connection.rollback();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(SampleSystem.class)
    void namesFieldsAndPurposesAsThePolicyDoes(SampleSystem system) throws Exception {
        JsonNode policy = new ObjectMapper(new YAMLFactory())
                .readTree(Path.of("..", "policies", system.organisation() + ".yaml")
                        .toFile());
        try (Connection connection = connect(system)) {
            FittedMapping fitted = fit(system, connection);

            Set<String> fields = new TreeSet<>();
            fitted.parentsFirst().forEach(table -> fields.addAll(table.fields().keySet()));

            List<String> known = new ArrayList<>();
            policy.path("roles").forEach(role -> List.of("mandatory", "optional")
                    .forEach(kind -> role.path(kind).forEach(field -> known.add(field.asText()))));
            assertThat(fields).isNotEmpty().isSubsetOf(known);
            assertThat(purposes(fitted))
                    .isNotEmpty()
                    .isSubsetOf(policy.path("purposes").findValuesAsText("id"));
        }
    }

    private static Set<String> purposes(FittedMapping fitted) {
        Set<String> purposes = new TreeSet<>();
        fitted.parentsFirst().forEach(table -> purposes.addAll(table.purposes().keySet()));
        return purposes;
    }

    private static int restrictedRows(Connection connection, FittedMapping fitted) throws SQLException {
        int rows = 0;
        for (MappedTable table : fitted.parentsFirst()) {
            if (table.isRestrictable()) {
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery(
                                "SELECT count(*) FROM " + table.name().sql() + " WHERE restricted")) {
                    row.next();
                    rows += row.getInt(1);
                }
            }
        }
        return rows;
    }

    @Test
    void aNumberThatColleaguesShareFindsNoneOfThem() throws Exception {
        SampleSystem system = SampleSystem.PINKWEB_PORTAL;
        try (Connection connection = connect(system);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO portal.portal_user (customer_number, user_name, surname, email, password_hash,"
                            + " created_at) VALUES ('P-9999', 'one', 'One', 'one@example.org', 'x', now()),"
                            + " ('P-9999', 'two', 'Two', 'two@example.org', 'x', now())");
            Verification verification = new Verification(fit(system, connection), subjectHash);

            List<Holding> holdings = verification.verify(
                    connection,
                    Subject.of(
                            UUID.randomUUID(),
                            List.of(
                                    new Identifier("e-mail", "one@example.org"),
                                    new Identifier("customer-number", "p9999"))));

            assertThat(holdings).contains(new Holding("account", null, 1));
            connection.rollback();
        }
    }

    private static Map<String, Integer> counts(Connection connection, FittedMapping fitted) throws SQLException {
        Map<String, Integer> counts = new TreeMap<>();
        for (MappedTable table : fitted.parentsFirst()) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT count(*) FROM " + table.name().sql())) {
                row.next();
                counts.put(fitted.mapping().label(table.name()), row.getInt(1));
            }
        }
        return counts;
    }

    private static Subject subject(DemoPerson person) {
        List<Identifier> identifiers = new ArrayList<>();
        identifiers.add(new Identifier("e-mail", person.email()));
        identifiers.add(new Identifier(person.identifierType(), person.identifierValue()));
        return Subject.of(UUID.randomUUID(), identifiers);
    }
}
