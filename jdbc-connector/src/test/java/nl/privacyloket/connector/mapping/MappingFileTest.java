package nl.privacyloket.connector.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nl.privacyloket.connector.shop.ShopDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingFileTest {
    private static final String SHOP = ShopDatabase.resource("/shop/shop.yaml");

    private static List<String> problems(String yaml) {
        return catchThrowableOfType(
                        MappingRefusedException.class, () -> new MappingFile(Map.of()).read("shop.yaml", yaml))
                .problems()
                .stream()
                .map(MappingProblem::toString)
                .toList();
    }

    @Test
    void readsTablesInTheOrderOfTheFile() {
        SystemMapping mapping =
                new MappingFile(Map.of("TEST_URL", "jdbc:postgresql://db/shop")).read("shop.yaml", SHOP);

        assertThat(mapping.system()).isEqualTo("test-shop");
        assertThat(mapping.database().url()).isEqualTo("jdbc:postgresql://db/shop");
        assertThat(mapping.keysDirectory()).isEqualTo("test-shop");
        assertThat(mapping.zone().getId()).isEqualTo("Europe/Amsterdam");
        assertThat(mapping.categories())
                .containsExactly("account", "invoices", "marketing", "orders", "usage", "website-visitor");
        assertThat(mapping.tables().keySet().stream().map(TableName::name))
                .startsWith("customer", "address", "orders", "order_line");
        MappedTable invoice = mapping.tables().get(new TableName("shop", "invoice"));
        assertThat(invoice.onRetain().nulls("customer_id")).isTrue();
        assertThat(invoice.parent().join()).isEqualTo(Map.of("customer_id", "id"));
        MappedTable visit = mapping.tables().get(new TableName("shop", "visit"));
        assertThat(visit.deletes()).isFalse();
        assertThat(visit.anonymise().values())
                .containsEntry("page", "elsewhere")
                .containsEntry("device", null);
    }

    @Test
    void readsWhatAStartDateIsTheDateOf() {
        String yaml =
                SHOP.replace("startedOn: submitted_at", "startedOn: { column: submitted_at, trigger: collected }");

        SystemMapping mapping =
                new MappingFile(Map.of("TEST_URL", "jdbc:postgresql://db/shop")).read("shop.yaml", yaml);

        MappedTable forms = mapping.tables().get(new TableName("shop", "form_submission"));
        assertThat(forms.startedOn()).isEqualTo("submitted_at");
        assertThat(forms.startsBy("collected")).isTrue();
        assertThat(forms.startsBy("last-activity")).isFalse();
        MappedTable visits = mapping.tables().get(new TableName("shop", "visit"));
        assertThat(visits.startsBy("last-activity")).isTrue();
        MappedTable lines = mapping.tables().get(new TableName("shop", "order_line"));
        assertThat(lines.startsBy("collected")).isFalse();
    }

    @Test
    void refusesAStartDateThatIsNot() {
        String yaml = SHOP.replace("startedOn: submitted_at", "startedOn: { colum: submitted_at, trigger: Collected }");

        assertThat(catchThrowableOfType(MappingRefusedException.class, () -> new MappingFile(
                                        Map.of("TEST_URL", "jdbc:postgresql://db/shop"))
                                .read("shop.yaml", yaml))
                        .problems())
                .extracting(MappingProblem::toString)
                .containsExactlyInAnyOrder(
                        "shop.yaml: tables.form_submission.startedOn.colum: unknown field; known here: column, trigger",
                        "shop.yaml: tables.form_submission.startedOn.column: is missing",
                        "shop.yaml: tables.form_submission.startedOn.trigger: is named as in the policy: lower-case letters,"
                                + " digits and hyphens");
    }

    @Test
    void fillsPlaceholdersFromTheEnvironmentOrTheirDefault() {
        String yaml = SHOP.replace("${TEST_URL}", "jdbc:postgresql://${DB_HOST:localhost}:${DB_PORT:5432}/shop");

        SystemMapping mapping = new MappingFile(Map.of("DB_PORT", "6543")).read("shop.yaml", yaml);

        assertThat(mapping.database().url()).isEqualTo("jdbc:postgresql://localhost:6543/shop");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:mariadb://db/shop?sslMode=verify-full&useAffectedRows=true, 'sets useAffectedRows, which'",
        "jdbc:mariadb://db/shop?sessionVariables=sql_mode=ANSI_QUOTES, 'sets sessionVariables, which'",
        "jdbc:mariadb://db/shop?connectionTimeZone=America/New_York, 'sets connectionTimeZone, which'",
        "jdbc:mariadb:sequential://db/shop, is a JDBC URL of PostgreSQL or MariaDB",
        "'jdbc:mariadb://one,other/shop', is a JDBC URL of PostgreSQL or MariaDB"
    })
    void whatTheConnectorReliesOnIsNotSetInTheAddress(String url, String problem) {
        String yaml = SHOP.replace("${TEST_URL}", url);

        assertThatThrownBy(() -> new MappingFile(Map.of()).read("shop.yaml", yaml))
                .isInstanceOf(MappingRefusedException.class)
                .hasMessageContaining("database.url")
                .hasMessageContaining(problem);
    }

    @Test
    void timeoutsAndTlsAreChosenInTheAddress() {
        String yaml =
                SHOP.replace("${TEST_URL}", "jdbc:mariadb://db:3307/shop?sslMode=verify-full&socketTimeout=60000");

        assertThat(new MappingFile(Map.of()).read("shop.yaml", yaml).database().schema())
                .isEqualTo("shop");
    }

    @Test
    void namesEveryProblemWithItsPlace() {
        String yaml = """
                system: Test Shop
                organization: prifora
                zone: Europe/Atlantis
                database:
                  url: jdbc:mysql://db/shop?password=secret
                  user: ${NOBODY_SET_THIS}
                  schema: shop
                  connectorSchema: shop
                tables:
                  customer:
                    keys: [id]
                    identifiers:
                      e-mail: { column: email, normalise: rot13, rows: several }
                      phone: { normalise: digits }
                    onErase: { action: shred }
                    onRetain: { set: [email] }
                    retainable: perhaps
                  invoice:
                    category: invoices
                    parent: { join: { customer_id: } }
                    onErase: { action: anonymise }
                    fields: { Street: { column: street }, town: , postcode: { kolom: postcode } }
                    onRestrict: { blocked: true }
                    purposes: { newsletter: { where: { kind: x } } }
                """;

        assertThat(problems(yaml))
                .containsExactlyInAnyOrder(
                        "shop.yaml: organization: unknown field; known here: system, organisation, zone, anchor, database,"
                                + " keys, tables",
                        "shop.yaml: system: is made of lower-case letters, digits and hyphens",
                        "shop.yaml: organisation: is missing",
                        "shop.yaml: zone: is not a time zone",
                        "shop.yaml: database.url: is of MySQL, which is not supported; PostgreSQL and MariaDB from 10.6 are",
                        "shop.yaml: database.url: holds a password; name passwordEnv or passwordFile instead",
                        "shop.yaml: database.user: environment variable NOBODY_SET_THIS is not set and has no default",
                        "shop.yaml: database: names either passwordEnv or passwordFile",
                        "shop.yaml: database.connectorSchema: is a schema of its own, not the one of the data",
                        "shop.yaml: tables.customer.keys: unknown field; known here: category, key, startedOn, columns,"
                                + " hidden, identifiers, parent, detach, onErase, onRetain, onAnonymise, retainable, fields, onRestrict, onLift,"
                                + " purposes",
                        "shop.yaml: tables.customer.category: is missing",
                        "shop.yaml: tables.customer.identifiers.e-mail.normalise: is one of exact, trim, e-mail,"
                                + " case-insensitive, alphanumeric, digits",
                        "shop.yaml: tables.customer.identifiers.e-mail.rows: is one or many",
                        "shop.yaml: tables.customer.identifiers.phone.column: is missing",
                        "shop.yaml: tables.customer.onErase.action: is delete or anonymise",
                        "shop.yaml: tables.customer.onRetain.set: is a map of names to values",
                        "shop.yaml: tables.customer.retainable: is true or false",
                        "shop.yaml: tables.invoice.parent.table: is missing",
                        "shop.yaml: tables.invoice.parent.join: names own columns and the parent's, such as"
                                + " {customer_id: id}",
                        "shop.yaml: tables.invoice.onErase.set: names the columns to write over",
                        "shop.yaml: tables.invoice.fields.Street: is named as in the policy: lower-case letters, digits and"
                                + " hyphens",
                        "shop.yaml: tables.invoice.fields.town: names a column",
                        "shop.yaml: tables.invoice.fields.postcode.kolom: unknown field; known here: column",
                        "shop.yaml: tables.invoice.fields.postcode.column: is missing",
                        "shop.yaml: tables.invoice.onRestrict.blocked: unknown field; known here: set",
                        "shop.yaml: tables.invoice.onRestrict.set: names the columns to write over",
                        "shop.yaml: tables.invoice.purposes.newsletter.set: names the columns to write over");
    }

    @Test
    void refusesWhatIsNoYamlAndSaysWhere() {
        assertThat(problems("system: [prifora\ntables: {}"))
                .singleElement()
                .asString()
                .contains("is not YAML (line 2)");
        assertThat(problems("")).containsExactly("shop.yaml: holds no mapping");
        assertThat(problems("system: a\nsystem: b")).singleElement().asString().contains("Duplicate");
    }

    @Test
    void refusesTwoMappingsOfOneSystem(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("a.yaml"), SHOP);
        Files.writeString(directory.resolve("b.yaml"), SHOP);
        List<MappingProblem> problems = new ArrayList<>();

        MappingDirectory.read(directory, Map.of("TEST_URL", "jdbc:postgresql://db/shop"), problems);

        assertThat(problems)
                .extracting(MappingProblem::toString)
                .containsExactly(
                        "b.yaml: system: is also mapped by a.yaml",
                        "b.yaml: database.connectorSchema: is used by a.yaml; each system has its own");
    }

    @Test
    void refusesADirectoryWithoutMappings(@TempDir Path directory) {
        List<MappingProblem> problems = new ArrayList<>();

        MappingDirectory.read(directory, Map.of(), problems);

        assertThat(problems).extracting(MappingProblem::text).containsExactly("holds no mapping (*.yaml)");
    }

    @Test
    void readsTheOthersWhenOneCannotBeRead(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("a.yaml"), "system: [");
        Files.writeString(directory.resolve("b.yaml"), SHOP);
        List<MappingProblem> problems = new ArrayList<>();

        List<SystemMapping> mappings =
                MappingDirectory.read(directory, Map.of("TEST_URL", "jdbc:postgresql://db/shop"), problems);

        assertThat(mappings).extracting(SystemMapping::file).containsExactly("b.yaml");
        assertThat(problems).extracting(MappingProblem::file).containsExactly("a.yaml");
    }
}
