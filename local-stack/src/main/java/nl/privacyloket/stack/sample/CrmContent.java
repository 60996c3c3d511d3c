package nl.privacyloket.stack.sample;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;

/** InFactor's customer relations: prospects, customers, their agreements and invoices of ten years. */
final class CrmContent implements SampleContent {

    private static final int CONTACTS = 100;
    private static final int FIRST_NUMBER = 3001;
    private static final int DEMO_CONTACT = 3011;
    private static final int NAMESAKE = 3012;

    private SampleRows contacts;
    private SampleRows agreements;
    private SampleRows invoices;
    private SampleRows administrators;
    private SampleTime time;
    private int agreementCount;
    private int invoiceCount;

    @Override
    public void fill(Connection connection, SamplePeople people, SampleTime sampleTime) throws SQLException {
        time = sampleTime;
        contacts = SampleRows.of(
                connection,
                "contact",
                "customer_number, kind, company, name, email, phone, street, postcode, town, notes, created_on,"
                        + " last_activity_on");
        agreements = SampleRows.of(
                connection, "agreement", "contact_id, agreement_number, subject, signed_by, signed_on, ended_on");
        invoices = SampleRows.of(
                connection,
                "invoice",
                "contact_id, agreement_id, invoice_number, invoice_date, company, attention_of, email, street,"
                        + " postcode, town, description, total_excl_vat, vat");
        administrators = SampleRows.of(
                connection, "administrator_account", "contact_id, user_name, password_hash, created_at, last_login_at");
        for (int number = FIRST_NUMBER; number < FIRST_NUMBER + CONTACTS; number++) {
            contact(number, people);
        }
        for (SampleRows rows : List.of(contacts, agreements, invoices, administrators)) {
            rows.send();
        }
    }

    private void contact(int number, SamplePeople people) throws SQLException {
        boolean demo = number == DEMO_CONTACT;
        boolean namesake = number == NAMESAKE;
        SamplePerson person =
                demo ? DemoPerson.CRM.asPerson(people) : namesake ? DemoPerson.CRM.namesake(people) : people.next();
        boolean customer = demo || namesake || chance(60);
        int year = time.today().getYear();
        LocalDate created = demo ? LocalDate.of(year - 10, 2, 1) : time.withinDays(10 * 365);
        String company = person.surname() + " Techniek";
        long contact = contacts.add(
                "R-" + number,
                customer ? "customer" : "prospect",
                company,
                person.name(),
                person.email(),
                person.phone(),
                person.street(),
                person.postcode(),
                person.town(),
                "Belt liever dan mailt; vragen naar " + person.firstName(),
                created,
                time.dayAfter(created));
        if (demo) {
            // The older agreement ended, and was invoiced, more than seven calendar years ago.
            long old = agreement(contact, person, created, LocalDate.of(year - 8, 6, 30));
            long running = agreement(contact, person, LocalDate.of(year - 4, 3, 1), LocalDate.of(year - 1, 2, 28));
            invoice(contact, old, person, company, LocalDate.of(year - 9, 1, 31));
            invoice(contact, old, person, company, LocalDate.of(year - 8, 7, 31));
            invoice(contact, running, person, company, LocalDate.of(year - 4, 3, 31));
            invoice(contact, running, person, company, LocalDate.of(year - 1, 3, 31));
        } else if (customer) {
            long agreement = agreement(contact, person, created, chance(30) ? time.dayAfter(created) : null);
            for (int i = time.random().nextInt(6); i > 0; i--) {
                invoice(contact, agreement, person, company, time.dayAfter(created));
            }
        }
        if (demo || (customer && chance(40))) {
            administrators.add(
                    contact,
                    "admin-" + number,
                    "$argon2id$sample$" + number,
                    time.during(created),
                    time.during(time.dayAfter(created)));
        }
    }

    private long agreement(long contact, SamplePerson person, LocalDate signed, LocalDate ended) throws SQLException {
        agreementCount++;
        return agreements.add(
                contact, "A-%05d".formatted(agreementCount), "Service and maintenance", person.name(), signed, ended);
    }

    private void invoice(long contact, long agreement, SamplePerson person, String company, LocalDate day)
            throws SQLException {
        invoiceCount++;
        BigDecimal total =
                BigDecimal.valueOf(100 + time.random().nextInt(2_000)).setScale(2);
        invoices.add(
                contact,
                agreement,
                "I%d-%05d".formatted(day.getYear(), invoiceCount),
                day,
                company,
                person.name(),
                person.email(),
                person.street(),
                person.postcode(),
                person.town(),
                "Service and maintenance",
                total,
                total.multiply(new BigDecimal("0.21")).setScale(2, RoundingMode.HALF_UP));
    }

    private boolean chance(int percent) {
        return time.random().nextInt(100) < percent;
    }
}
