package nl.privacyloket.stack.sample;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** PRIFORA's webshop: customers of up to eleven years with their orders, invoices and payments. */
final class WebshopContent implements SampleContent {

    private static final int CUSTOMERS = 300;
    private static final int FIRST_NUMBER = 1001;
    private static final int DEMO_CUSTOMER = 1042;
    private static final int NAMESAKE = 1043;
    private static final int NEVER_ORDERED = 1044;
    private static final BigDecimal VAT_RATE = new BigDecimal("21.00");
    private static final List<Product> PRODUCTS = List.of(
            new Product("HS-10", "Home Station 10 inch", "249.00"),
            new Product("HS-15", "Home Station 15 inch", "329.00"),
            new Product("SUB-M", "Subscription, one month", "14.95"),
            new Product("SUB-Y", "Subscription, one year", "149.50"),
            new Product("STAND", "Table stand", "24.95"),
            new Product("WALL", "Wall bracket", "19.95"),
            new Product("ADAPT", "Power adapter", "17.50"));

    private Tables tables;
    private SampleTime time;
    private int orders;

    @Override
    public void fill(Connection connection, SamplePeople people, SampleTime sampleTime) throws SQLException {
        tables = new Tables(connection);
        time = sampleTime;
        for (Product product : PRODUCTS) {
            tables.products.add(product.sku, product.name, product.price);
        }
        for (int number = FIRST_NUMBER; number < FIRST_NUMBER + CUSTOMERS; number++) {
            customer(number, people);
        }
        tables.send();
    }

    private void customer(int number, SamplePeople people) throws SQLException {
        boolean demo = number == DEMO_CUSTOMER;
        SamplePerson person = demo
                ? DemoPerson.WEBSHOP.asPerson(people)
                : number == NAMESAKE ? DemoPerson.WEBSHOP.namesake(people) : people.next();
        LocalDate registered = demo ? LocalDate.of(time.today().getYear() - 10, 1, 2) : registration();
        boolean deliversElsewhere = demo || chance(20);
        SamplePerson neighbour = people.next();
        long customer = tables.customers.add(
                "C-" + number,
                person.name(),
                chance(15) ? person.surname() + " Advies" : null,
                person.email(),
                person.phone(),
                person.street(),
                person.postcode(),
                person.town(),
                deliversElsewhere ? neighbour.street() : null,
                deliversElsewhere ? neighbour.postcode() : null,
                deliversElsewhere ? neighbour.town() : null,
                person.initials(),
                person.bankAccount(),
                "$argon2id$sample$" + number,
                registered,
                time.during(time.dayAfter(registered)));
        for (LocalDate day : orderDays(number, registered)) {
            order(customer, person, day, demo);
        }
        consents(customer, registered, demo);
        if (demo || chance(10)) {
            ticket(customer, person);
        }
        if (chance(5)) {
            ticket(null, neighbour);
        }
    }

    // The earlier of two days: a shop that has existed for a while has more old customers than new ones.
    private LocalDate registration() {
        LocalDate one = time.withinDays(11 * 365);
        LocalDate other = time.withinDays(11 * 365);
        return one.isBefore(other) ? one : other;
    }

    private List<LocalDate> orderDays(int number, LocalDate registered) {
        if (number == DEMO_CUSTOMER) {
            int year = time.today().getYear();
            // Around the end of the seven calendar years: the first two are past it, the other three are not.
            return List.of(
                    LocalDate.of(year - 9, 3, 14),
                    LocalDate.of(year - 8, 12, 31),
                    LocalDate.of(year - 7, 1, 1),
                    LocalDate.of(year - 3, 6, 15),
                    time.today().minusDays(40));
        }
        List<LocalDate> days = new ArrayList<>();
        if (number != NEVER_ORDERED) {
            int count = number == NAMESAKE ? 4 : time.random().nextInt(8);
            for (int i = 0; i < count; i++) {
                days.add(time.dayAfter(registered));
            }
        }
        return days;
    }

    private void order(long customer, SamplePerson person, LocalDate day, boolean demo) throws SQLException {
        orders++;
        String note = demo || chance(25) ? "Bij " + person.surname() + " op nummer 12 afgeven" : null;
        long order = tables.orders.add(customer, "O-%06d".formatted(orders), time.during(day), note, day.plusDays(2));
        List<Product> bought = new ArrayList<>();
        int lines = 1 + time.random().nextInt(3);
        BigDecimal total = BigDecimal.ZERO;
        for (int i = 0; i < lines; i++) {
            int index = time.random().nextInt(PRODUCTS.size());
            Product product = PRODUCTS.get(index);
            bought.add(product);
            tables.orderLines.add(order, (long) index + 1, 1, product.price);
            total = total.add(product.price);
        }
        BigDecimal vat = total.multiply(VAT_RATE).divide(new BigDecimal(100), 2, RoundingMode.HALF_UP);
        long invoice = tables.invoices.add(
                customer,
                order,
                "F%d-%06d".formatted(day.getYear(), orders),
                day,
                person.name(),
                person.street(),
                person.postcode(),
                person.town(),
                person.email(),
                person.phone(),
                note,
                total,
                vat);
        for (Product product : bought) {
            tables.invoiceLines.add(invoice, product.name, 1, product.price, VAT_RATE);
        }
        if (demo || chance(95)) {
            tables.payments.add(
                    invoice, day.plusDays(1), total.add(vat), "ideal", person.initials(), person.bankAccount());
        }
    }

    private void consents(long customer, LocalDate registered, boolean demo) throws SQLException {
        if (demo || chance(60)) {
            Instant withdrawn = !demo && chance(20) ? time.during(time.dayAfter(registered)) : null;
            tables.consents.add(customer, "newsletter", time.during(registered), withdrawn, "registration");
        }
        if (demo || chance(30)) {
            tables.consents.add(customer, "offers", time.during(registered), null, "registration");
        }
    }

    private void ticket(Long customer, SamplePerson person) throws SQLException {
        LocalDate opened = time.withinDays(700);
        tables.tickets.add(
                customer,
                person.name(),
                person.email(),
                person.phone(),
                "Home Station start niet op",
                "Met " + person.name() + " uit " + person.town() + ": het scherm blijft zwart na de update.",
                time.during(opened),
                chance(80) ? time.during(opened.plusDays(1)) : null);
    }

    private boolean chance(int percent) {
        return time.random().nextInt(100) < percent;
    }

    private record Product(String sku, String name, BigDecimal price) {
        Product(String sku, String name, String price) {
            this(sku, name, new BigDecimal(price));
        }
    }

    private static final class Tables {
        private final SampleRows products;
        private final SampleRows customers;
        private final SampleRows orders;
        private final SampleRows orderLines;
        private final SampleRows invoices;
        private final SampleRows invoiceLines;
        private final SampleRows payments;
        private final SampleRows consents;
        private final SampleRows tickets;

        private Tables(Connection connection) throws SQLException {
            products = SampleRows.of(connection, "product", "sku, name, price");
            customers = SampleRows.of(
                    connection,
                    "customer",
                    "customer_number, name, company, email, mobile, street, postcode, town, delivery_street,"
                            + " delivery_postcode, delivery_town, payment_name, payment_account, password_hash,"
                            + " registered_on, last_login_at");
            orders = SampleRows.of(
                    connection, "customer_order", "customer_id, order_number, ordered_at, delivery_note, delivered_on");
            orderLines = SampleRows.of(connection, "order_line", "order_id, product_id, quantity, unit_price");
            invoices = SampleRows.of(
                    connection,
                    "invoice",
                    "customer_id, order_id, invoice_number, invoice_date, name, street, postcode, town, email, phone,"
                            + " delivery_note, total_excl_vat, vat");
            invoiceLines = SampleRows.of(
                    connection, "invoice_line", "invoice_id, description, quantity, unit_price, vat_rate");
            payments = SampleRows.of(
                    connection, "payment", "invoice_id, paid_on, amount, method, payer_name, payer_account");
            consents = SampleRows.of(
                    connection, "newsletter_consent", "customer_id, purpose, given_at, withdrawn_at, source");
            tickets = SampleRows.of(
                    connection,
                    "support_ticket",
                    "customer_id, name, email, mobile, subject, message, opened_at, closed_at");
        }

        private void send() throws SQLException {
            for (SampleRows rows : List.of(
                    products, customers, orders, orderLines, invoices, invoiceLines, payments, consents, tickets)) {
                rows.send();
            }
        }
    }
}
