package nl.privacyloket.connector.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.mapping.MappingProblem;
import nl.privacyloket.connector.mapping.MappingRefusedException;
import nl.privacyloket.connector.shop.ShopDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MappingCheckTest {
    private static final String SHOP = ShopDatabase.resource("/shop/shop.yaml");
    private ShopDatabase shop;

    @BeforeEach
    void emptyShop() throws SQLException {
        shop = ShopDatabase.empty();
    }

    private List<String> problems(String yaml) throws SQLException {
        try (Connection connection = shop.connect()) {
            return catchThrowableOfType(
                            MappingRefusedException.class, () -> MappingCheck.fit(shop.mapping(yaml), connection))
                    .problems()
                    .stream()
                    .map(MappingProblem::toString)
                    .toList();
        }
    }

    private static String without(String table) {
        return SHOP.replaceAll("(?m)^  " + table + ":\\n(    .*\\n)+", "");
    }

    @Test
    void ordersDeletionByTheForeignKeysOfTheDatabase() throws SQLException {
        FittedMapping fitted = shop.fitted();

        List<String> order = fitted.deleteOrder().stream()
                .map(MappedTable::name)
                .map(name -> name.name())
                .toList();
        assertThat(order).contains("form_submission", "visit");
        assertThat(order.indexOf("order_line")).isLessThan(order.indexOf("orders"));
        assertThat(order.indexOf("orders")).isLessThan(order.indexOf("address"));
        assertThat(order.indexOf("address")).isLessThan(order.indexOf("customer"));
        assertThat(order.indexOf("payment")).isLessThan(order.indexOf("invoice"));
        assertThat(order.indexOf("invoice_line")).isLessThan(order.indexOf("invoice"));
        assertThat(order.indexOf("consent")).isLessThan(order.indexOf("customer"));
    }

    @Test
    void saysAllThatDoesNotFitInOneGo() throws SQLException {
        String yaml = SHOP.replace("startedOn: registered_at", "startedOn: name")
                .replace("{ column: number, normalise: alphanumeric }", "{ column: klantnummer }")
                .replace("gift_note: null }", "gift_note: null, placed_on: null, id: 5, delivered: null }")
                .replace("account_holder: withheld", "account_holder: withheld, paid_at: yesterday-ish")
                .replace("page: elsewhere", "page: \"" + "far ".repeat(11) + "\"")
                .replace("hidden: [password_hash]", "hidden: [password]")
                .replace("join: { order_id: id }", "join: { product: id }")
                .replace("join: { invoice_number: number }", "join: { description: name }")
                .replace("detach: [default_address_id]", "detach: [name]")
                .replace("  form_submission:", "  forms:");

        assertThat(problems(yaml))
                .contains(
                        "shop.yaml: tables.customer.startedOn: name is text, not a date or a timestamp",
                        "shop.yaml: tables.customer.identifiers.customer-number.column: shop.customer has no column"
                                + " klantnummer",
                        "shop.yaml: tables.customer.hidden: shop.customer has no column password",
                        "shop.yaml: tables.customer.detach: name is in no foreign key",
                        "shop.yaml: tables.customer.detach: name is NOT NULL and cannot be emptied",
                        "shop.yaml: tables.orders.onRetain.set.placed_on: is NOT NULL and cannot be set to null",
                        "shop.yaml: tables.orders.onRetain.set.id: is part of the key, which must stay",
                        "shop.yaml: tables.orders.onRetain.set.delivered: shop.orders has no column delivered",
                        "shop.yaml: tables.order_line.parent.join.product: text cannot be compared with bigint",
                        "shop.yaml: tables.invoice_line.parent.join: no unique index of invoice covers name: a row could"
                                + " belong to two persons",
                        "shop.yaml: tables.payment.onRetain.set.paid_at: the value does not fit timestamp without time"
                                + " zone",
                        "shop.yaml: tables.visit.onErase.set.page: the value does not fit character varying(40)",
                        "shop.yaml: tables.forms: there is no table shop.forms in the database",
                        "shop.yaml: tables: rows refer to each other in a circle, so none can be deleted first: customer →"
                                + " address → customer; name the foreign-key column to empty first under detach")
                .hasSize(14);
    }

    @Test
    void refusesATableThatADeletionWouldFailOn() throws SQLException {
        assertThat(problems(without("payment")))
                .containsExactly(
                        "shop.yaml: tables.invoice: deleting a row fails on the unmapped payment, by foreign key"
                                + " payment_invoice_id_fkey (shop.payment → shop.invoice); map that table");
    }

    @Test
    void refusesATableWhoseRowsWouldGoAlongUncounted() throws SQLException {
        assertThat(problems(without("consent")))
                .containsExactly(
                        "shop.yaml: tables.customer: deleting a row takes rows of the unmapped consent along, by"
                                + " foreign key consent_customer_id_fkey (shop.consent → shop.customer); map that table");
    }

    @Test
    void refusesRetainedRowsThatHoldOnToWhatIsDeleted() throws SQLException {
        String yaml = SHOP.replace("delivery_address_id: null, ", "").replace("{ customer_id: null, phone", "{ phone");

        assertThat(problems(yaml))
                .containsExactlyInAnyOrder(
                        "shop.yaml: tables.invoice.onRetain.set: a row that is retained must let go of the deleted customer"
                                + " row: set customer_id to null, or say retainable: false",
                        "shop.yaml: tables.orders.onRetain.set: a row that is retained would still refer to a deleted"
                                + " address row by foreign key orders_delivery_address_id_fkey (shop.orders →"
                                + " shop.address): set delivery_address_id to null");
    }

    @Test
    void refusesPathsThatLeadToNobody() throws SQLException {
        String yaml = SHOP.replace("      e-mail: { column: email, rows: many }", "      phone: { column: message }")
                .replace(
                        "    parent: { table: invoice, join: { invoice_id: id } }",
                        "    parent: { table: payment, join: { id: id } }")
                .replace("    parent: { table: orders, join: { order_id: id } }", "");

        assertThat(problems(yaml))
                .contains(
                        "shop.yaml: tables.form_submission.identifiers: has no e-mail, the identifier that the organisation"
                                + " confirms; without it a person could name somebody else's number",
                        "shop.yaml: tables.payment.parent: leads in a circle and never to a person",
                        "shop.yaml: tables.order_line: has neither identifiers nor a parent: its rows belong to nobody");
    }

    @Test
    void refusesAnAnonymisationThatLeavesThePersonFindable() throws SQLException {
        String yaml = SHOP + "    onErase: { action: anonymise, set: { name: somebody } }\n";

        assertThat(problems(yaml))
                .containsExactly(
                        "shop.yaml: tables.form_submission.onErase.set: leaves email, by which the person would be"
                                + " found again");
    }

    @Test
    void refusesOneConstantForAUniqueColumn() throws SQLException {
        String yaml = SHOP.replace("    hidden: [password_hash]", "    onRetain: { set: { number: gone } }");

        assertThat(problems(yaml))
                .containsExactly(
                        "shop.yaml: tables.customer.onRetain.set.number: is unique, so two persons cannot both get"
                                + " this value");
    }

    @Test
    void refusesAKeyThatDoesNotNameOneRow() throws SQLException {
        shop.run("CREATE TABLE shop.note (email text, body text)");
        String note = "  note:\n    category: notes\n    identifiers: { e-mail: { column: email } }\n";

        assertThat(problems(SHOP + note))
                .containsExactly("shop.yaml: tables.note.key: is needed: shop.note has no primary key");
        assertThat(problems(SHOP + note + "    key: [email]\n"))
                .containsExactly(
                        "shop.yaml: tables.note.key: email is an identifier, and retained rows are remembered by their key:"
                                + " name another unique key, or say retainable: false",
                        "shop.yaml: tables.note.key: no unique index covers it: another person's rows could go along with"
                                + " it",
                        "shop.yaml: tables.note.key: email may be null, so it does not name every row");
    }

    @Test
    void refusesToRememberAnIdentifierAsAKey() throws SQLException {
        shop.run("CREATE TABLE shop.reader (email text PRIMARY KEY)");
        String reader = "  reader:\n    category: newsletter\n    identifiers: { e-mail: { column: email } }\n";

        assertThat(problems(SHOP + reader))
                .containsExactly(
                        "shop.yaml: tables.reader.key: email is an identifier, and retained rows are remembered by"
                                + " their key: name another unique key, or say retainable: false");
    }

    @Test
    void refusesFieldsThatCannotBeCorrected() throws SQLException {
        String yaml = SHOP.replace("    detach: [default_address_id]\n", """
                    detach: [default_address_id]
                    fields:
                      id: { column: id }
                      town: { column: town }
                      since: { column: registered_at }
                """)
                .replace("  address:\n    category: account\n", """
                  address:
                    category: account
                    fields: { customer: { column: customer_id } }
                """);

        assertThat(problems(yaml))
                .containsExactlyInAnyOrder(
                        "shop.yaml: tables.customer.fields.id.column: id is part of the key, which must stay",
                        "shop.yaml: tables.customer.fields.town.column: shop.customer has no column town",
                        "shop.yaml: tables.customer.fields.since.column: registered_at is timestamp with time zone; a field"
                                + " is text, a number, a UUID or a date",
                        "shop.yaml: tables.address.fields.customer.column: customer_id leads to the parent: the row would"
                                + " become somebody else's");
    }

    @Test
    void refusesAFieldThatWouldFillAgainWhatIsMinimisedInARetainedRow() throws SQLException {
        String yaml = SHOP.replace(
                "    hidden: [password_hash]",
                "    hidden: [password_hash]\n    onRetain: { set: { name: withheld } }\n"
                        + "    fields: { name: { column: name } }");

        assertThat(problems(yaml))
                .contains("shop.yaml: tables.customer.fields.name.column: name is written over in rows that stay; a"
                        + " correction would fill it again");
    }

    @Test
    void refusesAnIdentifierThatIsCorrectedInOnePlaceOnly() throws SQLException {
        String yaml = SHOP.replace(
                "    detach: [default_address_id]\n",
                "    detach: [default_address_id]\n    fields: { e-mail: { column: email } }\n");

        assertThat(problems(yaml))
                .containsExactly(
                        "shop.yaml: tables.form_submission.fields: e-mail corrects the identifier e-mail of customer, so it"
                                + " must correct email here too, by which these rows are found");
    }

    @Test
    void refusesARestrictionThatCannotBeLiftedOrHidesThePerson() throws SQLException {
        String yaml = SHOP.replace("    detach: [default_address_id]\n", """
                    detach: [default_address_id]
                    onRestrict: { set: { name: hidden, email: null, nickname: none } }
                    onLift: { set: { name: shown } }
                """).replace("    startedOn: given_at\n", """
                    startedOn: given_at
                    onLift: { set: { given_at: now } }
                    purposes:
                      newsletter: { where: { given_at: someday, sort: x }, set: { customer_id: 1 } }
                """);

        assertThat(problems(yaml))
                .containsExactlyInAnyOrder(
                        "shop.yaml: tables.customer.onRestrict.set.email: is an identifier: the person would not be found"
                                + " any more",
                        "shop.yaml: tables.customer.onLift.set: leaves email, so the restriction could not be lifted",
                        "shop.yaml: tables.customer.onLift.set: leaves nickname, so the restriction could not be lifted",
                        "shop.yaml: tables.customer.onRestrict.set.nickname: shop.customer has no column nickname",
                        "shop.yaml: tables.consent.onLift: has no meaning without onRestrict",
                        "shop.yaml: tables.consent.purposes.newsletter.set.customer_id: cuts the row from its person",
                        "shop.yaml: tables.consent.purposes.newsletter.set.customer_id: is part of the key, which must"
                                + " stay",
                        "shop.yaml: tables.consent.purposes.newsletter.where.given_at: the value does not fit timestamp"
                                + " with time zone",
                        "shop.yaml: tables.consent.purposes.newsletter.where.sort: shop.consent has no column sort");
    }

    @Test
    void refusesWhatTheRoleMayNotDo() throws SQLException {
        shop.run("REVOKE DELETE, UPDATE ON shop.form_submission FROM shop");

        assertThat(problems(SHOP))
                .containsExactly(
                        "shop.yaml: tables.form_submission: role shop has no UPDATE privilege on shop.form_submission"
                                + " (needed to lock rows)",
                        "shop.yaml: tables.form_submission: role shop has no DELETE privilege on shop.form_submission");
    }
}
