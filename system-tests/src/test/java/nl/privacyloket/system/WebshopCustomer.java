package nl.privacyloket.system;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.sample.SampleSystem;

/**
 * A customer of PRIFORA's webshop with a newsletter consent, an order, an invoice that the tax law no longer protects and
 * one that it does.
 */
record WebshopCustomer(String number, String name, String email) {
    /** Its year is eight full calendar years back: kept through the end of last year at the latest. */
    static final LocalDate OLD_INVOICE = LocalDate.of(LocalDate.now().getYear() - 9, 3, 1);

    static final LocalDate RECENT_INVOICE = LocalDate.of(LocalDate.now().getYear() - 1, 5, 4);

    /** AWR art. 52(4): seven years after the calendar year. */
    static final LocalDate KEPT_THROUGH = LocalDate.of(RECENT_INVOICE.getYear() + 7, 12, 31);

    private static final String ADD = """
            with c as (insert into webshop.customer
                  (customer_number, name, email, mobile, street, postcode, town, password_hash, registered_on)
                  values (?, ?, ?, '+31600000000', 'Dorpsstraat 1', '1234 AB', 'Ons Dorp', '-', date '2015-01-01')
                  returning id),
                 n as (insert into webshop.newsletter_consent (customer_id, purpose, given_at, source)
                  select id, 'newsletter', now(), 'registration' from c),
                 o as (insert into webshop.customer_order (customer_id, order_number, ordered_at, delivery_note)
                  select id, ? , now(), 'at the neighbours' from c returning id)
            insert into webshop.invoice (customer_id, order_id, invoice_number, invoice_date, name, street, postcode,
                                         town, email, phone, delivery_note, total_excl_vat, vat)
            select c.id, o.id, ? || d.suffix, d.day, ?, 'Dorpsstraat 1', '1234 AB', 'Ons Dorp', ?, '+31600000000',
                   'at the neighbours', 100, 21
              from c, o, (values ('-old', ?::date), ('-recent', ?::date)) d(suffix, day)
            """;

    static WebshopCustomer add(Stack stack, String number, String name, String email) {
        try (Connection connection = stack.connect(SampleSystem.DATABASE);
                PreparedStatement add = connection.prepareStatement(ADD)) {
            add.setString(1, number);
            add.setString(2, name);
            add.setString(3, email);
            add.setString(4, "O-" + number);
            add.setString(5, "F-" + number);
            add.setString(6, name);
            add.setString(7, email);
            add.setObject(8, OLD_INVOICE);
            add.setObject(9, RECENT_INVOICE);
            add.executeUpdate();
            return new WebshopCustomer(number, name, email);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One column of the customer's row, as text. */
    String column(Stack stack, String column) {
        return text(stack, "select " + column + "::text from webshop.customer where customer_number = ?");
    }

    /** Consents that still stand. */
    long standingConsents(Stack stack) {
        return number(
                stack,
                "select count(*) from webshop.newsletter_consent n join webshop.customer c on c.id = n.customer_id"
                        + " where c.customer_number = ? and n.withdrawn_at is null",
                1);
    }

    /** Consents on file, withdrawn or not. */
    long consents(Stack stack) {
        return number(
                stack,
                "select count(*) from webshop.newsletter_consent n join webshop.customer c on c.id = n.customer_id"
                        + " where c.customer_number = ?",
                1);
    }

    private String text(Stack stack, String sql) {
        try (Connection connection = stack.connect(SampleSystem.DATABASE);
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, number);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Customer, consent and order rows that are left. */
    long rowsLeft(Stack stack) {
        return number(
                stack,
                "select (select count(*) from webshop.customer where customer_number = ?)"
                        + " + (select count(*) from webshop.customer_order where order_number = 'O-' || ?)",
                2);
    }

    long oldInvoices(Stack stack) {
        return number(stack, "select count(*) from webshop.invoice where invoice_number = 'F-' || ? || '-old'", 1);
    }

    /** The recent invoice when it still has name and address, and nothing by which to reach the customer. */
    long minimisedRecentInvoices(Stack stack) {
        return number(
                stack,
                "select count(*) from webshop.invoice where invoice_number = 'F-' || ? || '-recent' and name is not null"
                        + " and street is not null and email is null and phone is null and delivery_note is null"
                        + " and customer_id is null",
                1);
    }

    private long number(Stack stack, String sql, int parameters) {
        try (Connection connection = stack.connect(SampleSystem.DATABASE);
                PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 1; i <= parameters; i++) {
                query.setString(i, number);
            }
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
