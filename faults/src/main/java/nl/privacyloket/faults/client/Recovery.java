package nl.privacyloket.faults.client;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import nl.privacyloket.faults.world.World;
import nl.privacyloket.stack.sample.SampleSystem;

/** coMPjoeter's recovery desk as those who work there see it: they write customers down, and keep a log of rows that go. */
public final class Recovery {
    /** The organisation. */
    public static final String ORGANISATION = "compjoeter";

    private static final String LOG = """
            create schema if not exists faults;
            create table if not exists faults.removed (
              place bigint generated always as identity, at timestamptz not null, customer_number text not null,
              row_id bigint not null);
            create or replace function faults.note() returns trigger language plpgsql security definer as $$
            begin
              insert into faults.removed (at, customer_number, row_id) values (clock_timestamp(), old.customer_number, old.id);
              return old;
            end $$;
            create or replace trigger faults_note after delete on recovery.customer
              for each row execute function faults.note();
            """;
    private static final String ADD = """
            with c as (
              insert into recovery.customer
                (customer_number, name, email, phone, street, postcode, town, customer_since)
              values (?, ?, ?, '+31600000000', 'Kade 1', '1234 AB', 'Ons Dorp', '2020-01-01')
              on conflict do nothing returning id, email, customer_number),
            j as (
              insert into recovery.recovery_job (customer_id, job_number, device, taken_in_on, storage_location, file_list)
              select id, 'J-' || customer_number || '-' || id, 'Laptop', current_date - 2, 'rack-1', ? from c)
            insert into recovery.newsletter_subscription (customer_id, email, subscribed_at) select id, email, now() from c
            """;

    private final World world;

    public Recovery(World world) {
        this.world = world;
    }

    /** From now on each customer's row that goes is noted, with the time, in the data system's own database. */
    public void keepLog() throws SQLException {
        try (Connection connection = world.connect(SampleSystem.DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute(LOG);
        }
    }

    /**
     * Writes a customer down, with a job and a subscription; nothing when that customer is there already.
     *
     * @return whether it was not there
     */
    public boolean add(Person person) throws SQLException {
        try (Connection connection = world.connect(SampleSystem.DATABASE);
                PreparedStatement add = connection.prepareStatement(ADD)) {
            add.setString(1, person.number());
            add.setString(2, person.name());
            add.setString(3, person.storedEmail());
            add.setString(4, person.name() + ".zip");
            return add.executeUpdate() > 0;
        }
    }
}
