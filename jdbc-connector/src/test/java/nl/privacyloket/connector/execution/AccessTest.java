package nl.privacyloket.connector.execution;

import static nl.privacyloket.connector.shop.ShopCustomers.fullCustomer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.SQLException;
import nl.privacyloket.connector.execution.AccessPart.TablePart;
import nl.privacyloket.connector.shop.Commands;
import nl.privacyloket.connector.shop.ShopDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccessTest {
    private final ObjectMapper json = new ObjectMapper();
    private Access.Answer answer;

    @BeforeEach
    void readOneOfTwoPersonsOfOneName() throws SQLException {
        ShopDatabase shop = ShopDatabase.empty();
        fullCustomer(shop, 7, "Anna Jansen", "anna@example.org");
        fullCustomer(shop, 8, "Anna Jansen", "anna.jansen@example.net");
        answer = Commands.ofNewRequest(shop).access("e-mail", "anna@example.org", "customer-number", "C-7");
    }

    private String rows(String table) throws Exception {
        TablePart part = answer.part().categories().stream()
                .filter(candidate -> candidate.table().equals(table))
                .findFirst()
                .orElseThrow();
        return part.category() + json.writeValueAsString(part.columns()) + json.writeValueAsString(part.rows());
    }

    @Test
    void holdsEveryMappedRow() throws Exception {
        assertThat(rows("customer"))
                .isEqualTo("account[\"id\",\"number\",\"name\",\"email\",\"default_address_id\",\"registered_at\"]"
                        + "[[7,\"C-7\",\"Anna Jansen\",\"anna@example.org\",71,\"2012-01-01T00:30:00+01:00\"]]");
        assertThat(rows("address"))
                .isEqualTo("account[\"id\",\"customer_id\",\"street\"][[71,7,\"Dorpsstraat 7\"],[72,7,\"Kade 7\"]]");
        assertThat(rows("order_line"))
                .isEqualTo(
                        "orders[\"order_id\",\"line\",\"product\",\"options\"]"
                                + "[[71,1,\"lamp\",null],[71,2,\"bulb\",null],[72,1,\"chair\",\"{\\\"colour\\\":\\\"red\\\"}\"]]");
        assertThat(rows("invoice_line"))
                .isEqualTo("invoices[\"invoice_number\",\"position\",\"description\",\"amount\"]"
                        + "[[\"F71\",1,\"lamp\",20.10],[\"F72\",1,\"bulb\",0.30],[\"F73\",1,\"chair\",99.95],"
                        + "[\"F73\",2,\"carriage\",5.00]]");
        assertThat(rows("form_submission")).contains("where is my lamp?").contains("thank you");
    }

    @Test
    void holdsNothingOfSomebodyElseAndNothingHidden() throws Exception {
        String all = json.writeValueAsString(answer.part());

        assertThat(all)
                .doesNotContain("anna.jansen@example.net")
                .doesNotContain("Dorpsstraat 8")
                .doesNotContain("F81")
                .doesNotContain("argon2-secret");
    }

    @Test
    void countsRecordsByCategory() {
        assertThat(answer.categories())
                .containsExactly(
                        new AccessedCategory("account", 1),
                        new AccessedCategory("invoices", 3),
                        new AccessedCategory("marketing", 1),
                        new AccessedCategory("orders", 2),
                        new AccessedCategory("usage", 2),
                        new AccessedCategory("website-visitor", 2));
    }

    @Test
    void namesNobodyInItsText() {
        assertThat(answer.toString()).doesNotContain("Anna");
        assertThat(answer.part().toString()).doesNotContain("Anna");
    }
}
