package nl.privacyloket.stack.sample;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** coMPjoeter's recovery desk: data taken in up to three months ago, of which the oldest are past the promised month. */
final class RecoveryContent implements SampleContent {

    private static final int CUSTOMERS = 80;
    private static final int FIRST_NUMBER = 2001;
    private static final int DEMO_CUSTOMER = 2007;
    private static final int NAMESAKE = 2008;

    private SampleRows jobs;
    private SampleTime time;
    private int jobCount;

    @Override
    public void fill(Connection connection, SamplePeople people, SampleTime sampleTime) throws SQLException {
        time = sampleTime;
        SampleRows customers = SampleRows.of(
                connection,
                "customer",
                "customer_number, company, name, email, phone, street, postcode, town, customer_since");
        SampleRows subscriptions =
                SampleRows.of(connection, "newsletter_subscription", "customer_id, email, subscribed_at");
        jobs = SampleRows.of(
                connection,
                "recovery_job",
                "customer_id, job_number, device, taken_in_on, returned_on, storage_location, file_list, remarks");
        for (int number = FIRST_NUMBER; number < FIRST_NUMBER + CUSTOMERS; number++) {
            boolean demo = number == DEMO_CUSTOMER;
            SamplePerson person = demo
                    ? DemoPerson.RECOVERY.asPerson(people)
                    : number == NAMESAKE ? DemoPerson.RECOVERY.namesake(people) : people.next();
            LocalDate since = time.withinDays(6 * 365);
            long customer = customers.add(
                    "K-" + number,
                    chance(60) ? person.surname() + " Bouw" : null,
                    person.name(),
                    person.email(),
                    person.phone(),
                    person.street(),
                    person.postcode(),
                    person.town(),
                    since);
            if (demo) {
                job(customer, person, time.today().minusDays(12));
                job(customer, person, time.today().minusDays(75));
            } else if (number == NAMESAKE || chance(50)) {
                job(customer, person, time.withinDays(90));
            }
            if (demo || chance(40)) {
                subscriptions.add(customer, person.email(), time.during(since));
            }
        }
        for (SampleRows rows : List.of(customers, jobs, subscriptions)) {
            rows.send();
        }
    }

    private void job(long customer, SamplePerson person, LocalDate takenIn) throws SQLException {
        jobCount++;
        LocalDate returned = takenIn.plusDays(9);
        jobs.add(
                customer,
                "J-%05d".formatted(jobCount),
                List.of("Laptop", "External disk", "NAS", "Phone").get(jobCount % 4),
                takenIn,
                returned.isAfter(time.today()) ? null : returned,
                "rack-%d/bay-%d".formatted(1 + jobCount % 4, 1 + jobCount % 12),
                "foto's " + person.surname().toLowerCase(Locale.ROOT) + ".zip\nadministratie.xlsx",
                null);
    }

    private boolean chance(int percent) {
        return time.random().nextInt(100) < percent;
    }
}
