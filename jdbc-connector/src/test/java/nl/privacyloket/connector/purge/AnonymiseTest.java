package nl.privacyloket.connector.purge;

import static nl.privacyloket.connector.shop.ShopCustomers.fullCustomer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.fit.MappingCheck;
import nl.privacyloket.connector.mapping.MappingProblem;
import nl.privacyloket.connector.mapping.MappingRefusedException;
import nl.privacyloket.connector.shop.CommandRecords;
import nl.privacyloket.connector.shop.PermitServer;
import nl.privacyloket.connector.shop.ShopDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ways to write over what is personal, and what the mapping is refused for. */
class AnonymiseTest {
    private static final String ANONYMISED =
            ShopDatabase.resource("/shop/shop.yaml").replace("    detach: [default_address_id]\n", """
                        detach: [default_address_id]
                        onAnonymise:
                          set:
                            number: null
                            name: withheld
                            email: { hash: keyed }
                            postcode: { generalise: postcode-4 }
                            born_on: { generalise: year }
                            registered_at: { generalise: month }
                            iban: { fake: format }
                    """);

    private ShopDatabase shop;

    @BeforeEach
    void shopThatKnowsMore() throws Exception {
        shop = ShopDatabase.empty();
        shop.run(
                "ALTER TABLE customer DROP CONSTRAINT customer_number_key; ALTER TABLE customer ADD postcode varchar(7),"
                        + " ADD born_on date, ADD iban text");
        fullCustomer(shop, 7, "Anna Jansen", "anna@example.org");
        fullCustomer(shop, 8, "Bert Visser", "bert@example.net");
        shop.run("UPDATE customer SET postcode = '1181 ZZ', born_on = '1985-07-03', iban = 'NL91ABNA0417164300'");
    }

    private FittedMapping fit(String yaml) throws SQLException {
        try (Connection connection = shop.connect()) {
            return MappingCheck.fit(shop.mapping(yaml), connection);
        }
    }

    private List<String> problems(String yaml) {
        return catchThrowableOfType(MappingRefusedException.class, () -> fit(yaml)).problems().stream()
                .map(MappingProblem::toString)
                .toList();
    }

    private static CommandRecords anonymise(String category, String before) {
        return PurgeRun.purge(PermitServer.granting())
                .purgingOlderThan(category, before)
                .with("action", "anonymise");
    }

    @Test
    void eachColumnIsWrittenOverInItsOwnWay() throws Exception {
        PurgeRun run = new PurgeRun(shop, fit(ANONYMISED));

        JsonNode answer = run.purge(anonymise("account", "2020-01-01"), 1000);

        assertThat(answer.at("/categories/0/anonymised").intValue()).isEqualTo(2);
        // In the zone of the system the month had begun an hour before it did in Greenwich.
        assertThat(shop.query("SELECT name || ' ' || postcode || ' ' || born_on || ' '"
                        + " || (registered_at AT TIME ZONE 'UTC') FROM customer"))
                .containsOnly("withheld 1181 1985-01-01 2011-12-31 23:00:00");
        assertThat(shop.query("SELECT iban FROM customer"))
                .allSatisfy(iban -> assertThat(iban).matches("[A-Z]{2}[0-9]{2}[A-Z]{4}[0-9]{10}"))
                .doesNotContain("NL91ABNA0417164300");
        assertThat(shop.query("SELECT number FROM customer")).containsOnlyNulls();
        assertThat(shop.query("SELECT email FROM customer"))
                .doesNotHaveDuplicates()
                .allSatisfy(email -> assertThat(email).matches("[0-9a-f]{32}"));
    }

    @Test
    void doesItOnceAndSaysSo() throws Exception {
        PurgeRun run = new PurgeRun(shop, fit(ANONYMISED));
        run.purge(anonymise("account", "2020-01-01"), 1);
        List<String> after = shop.rows("customer");

        JsonNode again = run.purge(anonymise("account", "2020-01-01"), 1);

        assertThat(again.at("/categories/0/anonymised").intValue()).isZero();
        assertThat(shop.rows("customer")).isEqualTo(after);
        assertThat(run.check(anonymise("account", "2020-01-01"))
                        .at("/holdings/0/holdings")
                        .intValue())
                .isZero();
    }

    @Test
    void whatOnlyLooksAnonymisedIsWrittenOver() throws Exception {
        shop.run("ALTER TABLE visit ALTER page TYPE text");
        String yaml =
                ShopDatabase.resource("/shop/shop.yaml").replace("page: elsewhere } }", "page: { hash: keyed } } }");
        PurgeRun run = new PurgeRun(shop, fit(yaml));
        // A visitor who was never known, as the shop itself writes it.
        shop.run("UPDATE visit SET customer_id = NULL, device = NULL WHERE id = 71");

        assertThat(run.check(anonymise("usage", "2025-01-01"))
                        .at("/holdings/0/holdings")
                        .intValue())
                .isEqualTo(4);
        JsonNode first = run.purge(anonymise("usage", "2025-01-01"), 1000);

        assertThat(first.at("/categories/0/anonymised").intValue()).isEqualTo(4);
        assertThat(shop.query("SELECT page FROM visit"))
                .allSatisfy(page -> assertThat(page).matches("[0-9a-f]{32}"));
        List<String> after = shop.rows("visit");
        assertThat(run.purge(anonymise("usage", "2025-01-01"), 1000)
                        .at("/categories/0/anonymised")
                        .intValue())
                .isZero();
        assertThat(shop.rows("visit")).isEqualTo(after);
        shop.run("UPDATE visit SET page = 'lamps' WHERE id = 72");
        assertThat(run.check(anonymise("usage", "2025-01-01"))
                        .at("/holdings/0/holdings")
                        .intValue())
                .isEqualTo(1);
    }

    @Test
    void noCharacterOfAFakeIsWhatItWas() throws Exception {
        String yaml = ShopDatabase.resource("/shop/shop.yaml")
                .replace("device: null, page: elsewhere", "device: { fake: format }");
        PurgeRun run = new PurgeRun(shop, fit(yaml));
        shop.run("UPDATE visit SET device = repeat('aZ5-', 100)");

        run.purge(anonymise("usage", "2025-01-01"), 1000);

        assertThat(shop.query("SELECT device FROM visit")).hasSize(4).allSatisfy(device -> assertThat(device)
                .matches("([b-z][A-Y][0-46-9]-){100}"));
    }

    @Test
    void equalValuesStayEqualInAKeyedHash() throws Exception {
        shop.run("ALTER TABLE visit ALTER page TYPE text");
        String yaml =
                ShopDatabase.resource("/shop/shop.yaml").replace("page: elsewhere } }", "page: { hash: keyed } } }");
        PurgeRun run = new PurgeRun(shop, fit(yaml));

        run.purge(anonymise("usage", "2025-01-01"), 1);

        assertThat(shop.query("SELECT count(DISTINCT page) FROM visit")).containsExactly("2");
        assertThat(shop.query("SELECT count(*) FROM visit WHERE customer_id IS NULL AND device IS NULL"))
                .containsExactly("4");
    }

    @Test
    void whatStaysUnderSomebodyAnonymousIsStillFoundForThem() throws Exception {
        PurgeRun run = new PurgeRun(shop, fit(ANONYMISED));
        run.purge(anonymise("account", "2020-01-01"), 1000);

        run.receive(PurgeRun.command("verify").about("e-mail", "anna@example.org"));

        assertThat(run.answer().get("holdings").toString())
                .contains("{\"category\":\"account\",\"startedOn\":null,\"holdings\":0}")
                .contains("{\"category\":\"invoices\",\"startedOn\":\"2020-03-01\",\"holdings\":1}");
    }

    @Test
    void anErasureWritesOverInTheSameWays() throws Exception {
        String yaml = ShopDatabase.resource("/shop/shop.yaml")
                .replace("device: null, page: elsewhere", "device: { fake: format }, page: { hash: keyed }");
        PurgeRun run = new PurgeRun(shop, fit(yaml));

        run.receive(PurgeRun.command("erase")
                .about("e-mail", "anna@example.org")
                .erasing("account", "orders", "invoices", "marketing", "usage", "website-visitor"));

        assertThat(run.answer().get("categories").toString())
                .contains("{\"category\":\"usage\",\"erased\":0,\"anonymised\":2,\"retained\":0}");
        assertThat(shop.query("SELECT page FROM visit WHERE customer_id IS NULL"))
                .allSatisfy(page -> assertThat(page).matches("[0-9a-f]{32}"));
        assertThat(shop.query("SELECT device FROM visit WHERE customer_id IS NULL"))
                .allSatisfy(device -> assertThat(device).matches("[a-z]{5}"));
    }

    @Test
    void refusesWhatDoesNotFitTheColumn() {
        String yaml = ANONYMISED
                .replace("born_on: { generalise: year }", "born_on: { fake: format }")
                .replace("registered_at: { generalise: month }", "registered_at: { generalise: postcode-4 }")
                .replace("postcode: { generalise: postcode-4 }", "postcode: { hash: keyed }")
                .replace("name: withheld", "name: { generalise: year }");

        assertThat(problems(yaml))
                .containsExactlyInAnyOrder(
                        "shop.yaml: tables.customer.onAnonymise.set.born_on: born_on is date, not a text",
                        "shop.yaml: tables.customer.onAnonymise.set.registered_at: registered_at is timestamp with time"
                                + " zone, which holds no postcode",
                        "shop.yaml: tables.customer.onAnonymise.set.postcode: postcode is character varying(7); a hash"
                                + " needs a text of at least 16 characters, or a uuid",
                        "shop.yaml: tables.customer.onAnonymise.set.name: name is text, not a date or a timestamp");
    }

    @Test
    void refusesWhatLeavesThePersonOrSomebodyElseFindable() {
        assertThat(problems(ANONYMISED.replace("        email: { hash: keyed }\n", "")))
                .containsExactly(
                        "shop.yaml: tables.customer.onAnonymise.set: leaves email, by which the person would be"
                                + " found again");
        assertThat(problems(ANONYMISED.replace("number: null", "number: { fake: format }")))
                .containsExactly("shop.yaml: tables.customer.onAnonymise.set.number: is an identifier, and other digits"
                        + " and letters may be somebody else's; set it to null or to a constant, or hash it");
        String linked = ShopDatabase.resource("/shop/shop.yaml")
                .replace(
                        "    startedOn: placed_on\n",
                        "    startedOn: placed_on\n    onAnonymise: { set: { gift_note: null } }\n");
        assertThat(problems(linked))
                .containsExactly("shop.yaml: tables.orders.onAnonymise.set: a row that is anonymised must let go of its"
                        + " customer row: set customer_id to null");
    }

    @Test
    void refusesWordsThatItDoesNotKnow() {
        MappingRefusedException refused = catchThrowableOfType(
                MappingRefusedException.class,
                () -> shop.mapping(ANONYMISED.replace("generalise: year", "generalise: decade")));

        assertThat(refused.problems())
                .extracting(MappingProblem::toString)
                .containsExactly("shop.yaml: tables.customer.onAnonymise.set.born_on: is a value, null, or one of"
                        + " generalise: year, generalise: month, generalise: postcode-4, hash: keyed, fake: format");
    }
}
