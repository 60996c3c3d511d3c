package nl.privacyloket.connector.purge;

import static nl.privacyloket.connector.shop.ShopCustomers.fullCustomer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import nl.privacyloket.connector.shop.CommandRecords;
import nl.privacyloket.connector.shop.PermitServer;
import nl.privacyloket.connector.shop.ShopDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders and their lines, which go without being read first, and what is in the way of that. */
class WholeRecordsTest {
    private final PermitServer permits = PermitServer.start();
    private ShopDatabase shop;
    private PurgeRun run;

    @BeforeEach
    void shopWithTwoCustomers() throws Exception {
        shop = ShopDatabase.empty();
        run = new PurgeRun(shop, shop.fitted());
        fullCustomer(shop, 7, "Anna Jansen", "anna@example.org");
        fullCustomer(shop, 8, "Bert Visser", "bert@example.net");
    }

    @AfterEach
    void stop() {
        permits.close();
    }

    private CommandRecords ordersBefore2020() {
        return PurgeRun.purge(permits).purgingOlderThan("orders", "2020-01-01");
    }

    @Test
    void aRecordGoesWithItsPartsAndLeavesThoseOfOthers() throws Exception {
        JsonNode answer = run.purge(ordersBefore2020(), 1000);

        assertThat(answer.at("/categories/0/erased").intValue()).isEqualTo(2);
        assertThat(answer.get("kept")).isEmpty();
        assertThat(shop.query("SELECT id FROM orders ORDER BY id")).containsExactly("72", "82");
        assertThat(shop.query("SELECT order_id FROM order_line ORDER BY 1")).containsExactly("72", "82");
    }

    /** Where the database would refuse to let go of the record, and where it would not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ALTER TABLE order_line DROP CONSTRAINT order_line_order_id_fkey;",
                "ALTER TABLE order_line DROP CONSTRAINT order_line_order_id_fkey,"
                        + " ADD FOREIGN KEY (order_id) REFERENCES orders ON DELETE CASCADE;"
            })
    void whatATriggerKeepsStaysWithItsRecordAndTheOthersGo(String otherReference) throws Exception {
        shop.run(otherReference + "CREATE FUNCTION keep_bulb() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN IF OLD.order_id = 71 THEN RETURN NULL; END IF; RETURN OLD; END';"
                + "CREATE TRIGGER keep_bulb BEFORE DELETE ON order_line FOR EACH ROW EXECUTE FUNCTION keep_bulb()");
        run = new PurgeRun(shop, shop.fitted());

        JsonNode answer = run.purge(ordersBefore2020(), 1000);

        assertThat(answer.at("/categories/0/erased").intValue()).isEqualTo(1);
        assertThat(answer.get("kept").toString())
                .isEqualTo("[{\"index\":null,\"category\":\"orders\",\"reason\":\"unsupported\",\"rows\":1}]");
        assertThat(shop.query("SELECT id FROM orders ORDER BY id")).containsExactly("71", "72", "82");
        assertThat(shop.query("SELECT order_id FROM order_line ORDER BY 1")).containsExactly("71", "71", "72", "82");
    }

    /** As an earlier mapping may have had it, in which lines were records of their own. */
    @Test
    void partsThatAreRememberedAreForgottenWithTheirRecord() throws Exception {
        shop.run(
                "INSERT INTO erased_person VALUES (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), '2020-01-01 00:00Z');"
                        + "INSERT INTO retained_record SELECT 'shop.order_line', jsonb_build_object('order_id', order_id, 'line', line),"
                        + " erased_person.id, 'lines', NULL, erased_at FROM erased_person, order_line"
                        + " WHERE order_id IN (71, 72)");

        JsonNode answer = run.purge(ordersBefore2020(), 1000);

        assertThat(answer.at("/categories/0/erased").intValue()).isEqualTo(2);
        assertThat(shop.query("SELECT order_id FROM order_line ORDER BY 1")).containsExactly("72", "82");
        assertThat(shop.query("SELECT row_key ->> 'order_id' FROM retained_record"))
                .containsExactly("72");
    }

    @Test
    void whatIsHeldStaysWithItsParts() throws Exception {
        JsonNode answer = run.purge(ordersBefore2020().except("orders", "e-mail", "anna@example.org"), 1000);

        assertThat(answer.at("/categories/0/erased").intValue()).isEqualTo(1);
        assertThat(shop.query("SELECT id FROM orders ORDER BY id")).containsExactly("71", "72", "82");
        assertThat(shop.query("SELECT order_id FROM order_line ORDER BY 1")).containsExactly("71", "71", "72", "82");
    }
}
