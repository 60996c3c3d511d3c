package nl.privacyloket.connector.shop;

import java.sql.SQLException;
import java.util.Locale;

/** Customers of the test shop. Ids of a customer's rows begin with the customer's number. */
public final class ShopCustomers {
    private ShopCustomers() {}

    /**
     * A customer with two addresses (one the default), an old and a new order, three invoices (2012, 2020, 2024) with lines
     * and payments, consent, visits and two form submissions.
     */
    public static void fullCustomer(ShopDatabase shop, int id, String name, String email) throws SQLException {
        shop.run("""
                INSERT INTO customer VALUES
                  (%1$d, 'C-%1$d', '%2$s', '%3$s', 'argon2-secret-%1$d', NULL, '2011-12-31 23:30:00+00');
                INSERT INTO address VALUES (%1$d1, %1$d, 'Dorpsstraat %1$d'), (%1$d2, %1$d, 'Kade %1$d');
                UPDATE customer SET default_address_id = %1$d1 WHERE id = %1$d;
                INSERT INTO orders VALUES (%1$d1, %1$d, %1$d1, '2012-01-05', 'for mum'), (%1$d2, %1$d, %1$d2, '2024-06-01', NULL);
                INSERT INTO order_line VALUES (%1$d1, 1, 'lamp', NULL), (%1$d1, 2, 'bulb', NULL), (%1$d2, 1, 'chair', '{"colour":"red"}');
                INSERT INTO invoice VALUES
                  (%1$d1, 'F%1$d1', %1$d, '%2$s', 'Dorpsstraat %1$d', '0612', '%3$s', 'leave at neighbours', '2012-01-05'),
                  (%1$d2, 'F%1$d2', %1$d, '%2$s', 'Dorpsstraat %1$d', '0612', '%3$s', 'ring twice', '2020-03-01'),
                  (%1$d3, 'F%1$d3', %1$d, '%2$s', 'Kade %1$d', '0612', '%3$s', NULL, '2024-06-02');
                INSERT INTO invoice_line VALUES
                  ('F%1$d1', 1, 'lamp', 20.10), ('F%1$d2', 1, 'bulb', 0.30), ('F%1$d3', 1, 'chair', 99.95), ('F%1$d3', 2, 'carriage', 5);
                INSERT INTO payment VALUES
                  (gen_random_uuid(), %1$d1, '%2$s', '2012-01-06 10:00'), (gen_random_uuid(), %1$d3, '%2$s', '2024-06-03 10:00');
                INSERT INTO consent VALUES (%1$d, '2023-01-01 12:00:00+00');
                INSERT INTO visit VALUES (%1$d1, %1$d, 'lamps', 'phone', '2024-05-30 08:00:00+00'), (%1$d2, %1$d, 'chairs', 'phone', '2024-06-01 08:00:00+00');
                INSERT INTO form_submission VALUES
                  (%1$d1, '%3$s', '%2$s', 'where is my lamp?', '2012-02-01 10:00:00+00'),
                  (%1$d2, ' %4$s ', '%2$s', 'thank you', '2024-07-01 10:00:00+00');
                """.formatted(id, name, email, email.toUpperCase(Locale.ROOT)));
    }

    /** A bare customer. */
    public static void customer(ShopDatabase shop, int id, String number, String name, String email)
            throws SQLException {
        shop.run("INSERT INTO customer VALUES (%d, %s, '%s', %s, 'x', NULL, '2020-05-05 12:00:00+00')"
                .formatted(id, quoted(number), name, quoted(email)));
    }

    private static String quoted(String text) {
        return text == null ? "NULL" : "'" + text + "'";
    }
}
