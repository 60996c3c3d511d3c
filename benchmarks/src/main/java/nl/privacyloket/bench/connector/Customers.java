package nl.privacyloket.bench.connector;

import java.sql.Connection;
import java.sql.SQLException;
import nl.privacyloket.bench.machine.Disk;
import nl.privacyloket.bench.webshop.Webshop;

/**
 * Customers in the webshop's own tables. Each has two orders with two lines, two invoices with a line and a payment, two
 * consents and a question: sixteen rows.
 */
final class Customers {
    /** Rows of one customer. */
    static final int ROWS = 16;
    /** Above the numbers of the sample data. */
    private static final long FIRST = 1_000_001;

    private static final String FILL = """
            insert into customer (id, customer_number, name, email, mobile, street, postcode, town, password_hash, registered_on)
            select n, 'C-' || n, 'Name ' || n, 'customer' || n || '@example.org', '06' || lpad(n::text, 8, '0'),
                   'Street ' || n, '1234 AB', 'Town', repeat('x', 60), date '2020-01-01'
              from generate_series(%1$d, %2$d) n;
            insert into customer_order (id, customer_id, order_number, ordered_at, delivery_note)
            select n * 10 + k, n, 'O-' || n || '-' || k, timestamptz '2021-01-01' + n %% 900 * interval '1 day', 'At the back'
              from generate_series(%1$d, %2$d) n, generate_series(1, 2) k;
            insert into order_line (order_id, product_id, quantity, unit_price)
            select n * 10 + k, (select min(id) from product), 1, 9.95
              from generate_series(%1$d, %2$d) n, generate_series(1, 2) k, generate_series(1, 2) line;
            insert into invoice (id, customer_id, order_id, invoice_number, invoice_date, name, street, postcode, town, email,
                                 total_excl_vat, vat)
            select n * 10 + k, n, n * 10 + k, 'I-' || n || '-' || k, date '2024-01-01' + (n %% 600)::int, 'Name ' || n,
                   'Street ' || n, '1234 AB', 'Town', 'customer' || n || '@example.org', 16.45, 3.45
              from generate_series(%1$d, %2$d) n, generate_series(1, 2) k;
            insert into invoice_line (invoice_id, description, quantity, unit_price, vat_rate)
            select n * 10 + k, 'What was ordered', 2, 9.95, 21
              from generate_series(%1$d, %2$d) n, generate_series(1, 2) k;
            insert into payment (invoice_id, paid_on, amount, method, payer_name, payer_account)
            select n * 10 + k, date '2021-02-01', 19.90, 'ideal', 'Name ' || n, 'NL00BANK0123456789'
              from generate_series(%1$d, %2$d) n, generate_series(1, 2) k;
            insert into newsletter_consent (customer_id, purpose, given_at, source)
            select n, purpose, timestamptz '2021-01-01', 'checkout'
              from generate_series(%1$d, %2$d) n, unnest(array['newsletter', 'offers']) purpose;
            insert into support_ticket (customer_id, name, email, subject, message, opened_at)
            select n, 'Name ' || n, 'customer' || n || '@example.org', 'Where is it', 'I have waited for a week.',
                   timestamptz '2021-03-01'
              from generate_series(%1$d, %2$d) n
            """;
    private static final String INVOICES = """
            insert into invoice (id, customer_id, invoice_number, invoice_date, name, street, postcode, town, email,
                                 total_excl_vat, vat)
            select n, %4$d + n / 10 %% 1000, 'I-' || n, make_date(%3$d, 1, 1) + (n %% 360)::int,
                   'Name ' || n, 'Street ' || n, '1234 AB', 'Town', 'customer' || n || '@example.org', 16.45, 3.45
              from generate_series(%1$d, %2$d, 10) n;
            insert into invoice_line (invoice_id, description, quantity, unit_price, vat_rate)
            select n, 'What was ordered', 2, 9.95, 21 from generate_series(%1$d, %2$d, 10) n;
            insert into payment (invoice_id, paid_on, amount, method, payer_name, payer_account)
            select n, make_date(%3$d, 12, 31), 19.90, 'ideal', 'Name ' || n, 'NL00BANK0123456789'
              from generate_series(%1$d, %2$d, 10) n
            """;
    /** What the connector's documentation advises for a large table. */
    private static final String INDEXES = """
            create index if not exists invoice_by_date on invoice (invoice_date);
            create index if not exists invoice_by_order on invoice (order_id)
            """;

    private static final String LAST = """
            select greatest(%d, (select max(id) from customer), (select max(id) / 10 + 1 from invoice))
            """;

    private final Connection connection;
    private long last;

    /** @param connection to the webshop's tables */
    Customers(Connection connection) {
        this.connection = connection;
    }

    /** Makes the indexes that a shop of some size would have, and a thousand customers or more whom nobody asks for, unless they are there. */
    void begin(int stored) throws SQLException, InterruptedException {
        Webshop.execute(connection, INDEXES);
        // What is put in here refers to what is there: checking each row would take longer than what is measured.
        Webshop.execute(connection, "set session_replication_role = replica");
        last = Webshop.number(connection, LAST.formatted(FIRST - 1));
        if (last < FIRST) {
            add(stored);
        }
    }

    /**
     * Adds customers.
     *
     * @return the number of the first of them
     */
    long add(int customers) throws SQLException, InterruptedException {
        long first = last + 1;
        last += customers;
        Webshop.execute(connection, FILL.formatted(first, last));
        settle();
        return first;
    }

    /** Adds invoices of that year, each with a line and a payment, of customers who are there. */
    void addInvoices(int year, int invoices) throws SQLException, InterruptedException {
        long first = last + 1;
        last += invoices;
        Webshop.execute(connection, INVOICES.formatted(first * 10, last * 10, year, FIRST));
        settle();
    }

    private void settle() throws SQLException, InterruptedException {
        Webshop.execute(
                connection,
                "vacuum (analyze) customer, customer_order, order_line, invoice, invoice_line, payment, newsletter_consent,"
                        + " support_ticket");
        Webshop.execute(connection, "checkpoint");
        Disk.settle();
    }

    static String email(long number) {
        return "customer" + number + "@example.org";
    }
}
