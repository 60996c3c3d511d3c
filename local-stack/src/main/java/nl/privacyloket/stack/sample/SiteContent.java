package nl.privacyloket.stack.sample;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** Primoforum's site: accounts, forms from this week to two years ago, newsletter, testimonials, card payments. */
final class SiteContent implements SampleContent {

    private static final int ACCOUNTS = 120;
    private static final int VISITORS = 240;
    private static final int DEMO_ACCOUNT = 17;
    private static final int NAMESAKE = 18;

    private SampleRows accounts;
    private SampleRows forms;
    private SampleRows subscriptions;
    private SampleRows testimonials;
    private SampleRows payments;
    private SampleTime time;
    private int formCount;

    @Override
    public void fill(Connection connection, SamplePeople people, SampleTime sampleTime) throws SQLException {
        time = sampleTime;
        accounts = SampleRows.of(
                connection,
                "account",
                "user_name, name, email, phone, organisation, password_hash, created_at, last_login_at");
        forms = SampleRows.of(
                connection,
                "form_submission",
                "account_id, form, first_name, last_name, email, phone, ip_address, message, answers, submitted_at");
        subscriptions = SampleRows.of(
                connection, "newsletter_subscription", "account_id, email, subscribed_at, unsubscribed_at, topics");
        testimonials = SampleRows.of(
                connection,
                "testimonial",
                "account_id, signed_as, quote, consent_given_at, consent_withdrawn_at, published");
        payments = SampleRows.of(
                connection,
                "payment",
                "account_id, paid_on, amount, invoice_number, cardholder_name, cardholder_address, card_expires,"
                        + " card_last_four");
        for (int i = 0; i < ACCOUNTS; i++) {
            account(i, people);
        }
        for (int i = 0; i < VISITORS; i++) {
            form(null, people.next(), time.during(time.withinDays(730)));
        }
        for (SampleRows rows : List.of(accounts, forms, subscriptions, testimonials, payments)) {
            rows.send();
        }
    }

    private void account(int index, SamplePeople people) throws SQLException {
        boolean demo = index == DEMO_ACCOUNT;
        SamplePerson person = demo
                ? DemoPerson.SITE.asPerson(people)
                : index == NAMESAKE ? DemoPerson.SITE.namesake(people) : people.next();
        LocalDate created = demo ? time.today().minusDays(900) : time.withinDays(1500);
        long account = accounts.add(
                demo ? DemoPerson.SITE.identifierValue() : person.userName(),
                person.name(),
                person.email(),
                person.phone(),
                chance(50) ? "Praktijk " + person.surname() : null,
                "$argon2id$sample$" + index,
                time.during(created),
                time.during(time.dayAfter(created)));
        if (demo) {
            form(account, person, time.daysAgo(20));
            // Not logged in: only the address tells who it was. The second is over the twelve months.
            form(null, person, time.daysAgo(200));
            form(null, person, time.daysAgo(500));
        } else if (chance(40)) {
            form(account, person, time.during(time.withinDays(730)));
        }
        if (demo || chance(50)) {
            subscriptions.add(
                    account,
                    person.email(),
                    time.during(created),
                    !demo && chance(20) ? time.during(time.dayAfter(created)) : null,
                    new String[] {"releases", "events"});
        }
        if (demo || chance(10)) {
            testimonials.add(
                    account,
                    person.initials(),
                    "Sinds " + created.getYear() + " werken wij er iedere dag mee.",
                    time.during(created.plusDays(30)),
                    null,
                    true);
        }
        payments(account, index, person, demo);
    }

    private void payments(long account, int index, SamplePerson person, boolean demo) throws SQLException {
        int year = time.today().getYear();
        List<LocalDate> days = demo
                ? List.of(LocalDate.of(year - 8, 11, 5), LocalDate.of(year - 1, 11, 5))
                : List.of(time.withinDays(9 * 365));
        for (int i = 0; i < days.size(); i++) {
            payments.add(
                    account,
                    days.get(i),
                    new BigDecimal("299.00"),
                    "P%d-%04d-%d".formatted(days.get(i).getYear(), index, i),
                    person.initials().toUpperCase(java.util.Locale.ROOT),
                    person.street() + ", " + person.postcode() + " " + person.town(),
                    "%02d/%02d".formatted(1 + index % 12, (year + 2) % 100),
                    "%04d".formatted(time.random().nextInt(10_000)));
        }
    }

    private void form(Long account, SamplePerson person, Instant submitted) throws SQLException {
        formCount++;
        forms.addWithId(
                UUID.nameUUIDFromBytes(("form " + formCount).getBytes(StandardCharsets.UTF_8)),
                account,
                List.of("contact", "demo", "download").get(formCount % 3),
                person.firstName(),
                person.surname(),
                person.email(),
                person.phone(),
                SampleRows.typed("inet", "192.0.2." + (1 + formCount % 250)),
                "Graag hoor ik van u. Groet, " + person.firstName(),
                SampleRows.typed("jsonb", "{\"employees\": " + (1 + formCount % 40) + "}"),
                submitted);
    }

    private boolean chance(int percent) {
        return time.random().nextInt(100) < percent;
    }
}
