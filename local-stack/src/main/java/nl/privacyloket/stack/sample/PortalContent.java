package nl.privacyloket.stack.sample;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** PinkWeb's portal: users, approvals on both sides of the terms that the law sets, and use of the last months. */
final class PortalContent implements SampleContent {

    private static final int USERS = 120;
    private static final int DEMO_USER = 5;
    private static final int NAMESAKE = 6;
    private static final List<String> KINDS = List.of("annual-accounts", "vat-return", "income-tax-return");
    private static final List<String> PAGES = List.of("/dashboard", "/approvals", "/documents", "/questions");

    private SampleRows users;
    private SampleRows approvals;
    private SampleRows propertyApprovals;
    private SampleRows usage;
    private SampleRows news;
    private SampleTime time;
    private int documents;
    private int sessions;

    @Override
    public void fill(Connection connection, SamplePeople people, SampleTime sampleTime) throws SQLException {
        time = sampleTime;
        users = SampleRows.of(
                connection,
                "portal_user",
                "customer_number, user_name, surname, email, password_hash, created_at, last_login_at");
        approvals = SampleRows.of(
                connection,
                "approval_log",
                "portal_user_id, approver_name, document_kind, document_reference, approved_at, approver_email,"
                        + " ip_address");
        propertyApprovals = SampleRows.of(
                connection,
                "property_approval_log",
                "portal_user_id, approver_name, document_reference, approved_at, approver_email, ip_address");
        usage = SampleRows.of(connection, "usage_event", "portal_user_id, session_id, page, occurred_at");
        news = SampleRows.of(connection, "news_subscription", "portal_user_id, kind, subscribed_at");
        for (int i = 0; i < USERS; i++) {
            user(i, people);
        }
        for (SampleRows rows : List.of(users, approvals, propertyApprovals, usage, news)) {
            rows.send();
        }
    }

    private void user(int index, SamplePeople people) throws SQLException {
        boolean demo = index == DEMO_USER;
        SamplePerson person = demo
                ? DemoPerson.PORTAL.asPerson(people)
                : index == NAMESAKE ? DemoPerson.PORTAL.namesake(people) : people.next();
        int year = time.today().getYear();
        LocalDate created = demo ? LocalDate.of(year - 11, 5, 20) : time.withinDays(10 * 365);
        long user = users.add(
                "P-" + (4000 + index / 3),
                demo ? DemoPerson.PORTAL.identifierValue() : person.userName(),
                person.surname(),
                person.email(),
                "$argon2id$sample$" + index,
                time.during(created),
                time.during(time.withinDays(60)));
        if (demo) {
            // The first of each is past its term (seven and nine calendar years), the others are not.
            approval(user, person, time.during(LocalDate.of(year - 8, 4, 30)));
            approval(user, person, time.during(LocalDate.of(year - 7, 4, 30)));
            approval(user, person, time.daysAgo(25));
            propertyApproval(user, person, time.during(LocalDate.of(year - 10, 9, 1)));
            propertyApproval(user, person, time.during(LocalDate.of(year - 9, 9, 1)));
        } else {
            for (int i = time.random().nextInt(6); i > 0; i--) {
                approval(user, person, time.during(time.dayAfter(created)));
            }
            if (chance(10)) {
                propertyApproval(user, person, time.during(time.dayAfter(created)));
            }
        }
        for (int i = demo ? 8 : time.random().nextInt(20); i > 0; i--) {
            visit(user);
        }
        if (demo || chance(50)) {
            news.add(user, "maintenance", time.during(created));
            news.add(user, "updates", time.during(created));
        }
    }

    private void approval(long user, SamplePerson person, Instant at) throws SQLException {
        documents++;
        approvals.add(
                user,
                person.initials(),
                KINDS.get(documents % KINDS.size()),
                "D-%06d".formatted(documents),
                at,
                person.email(),
                address());
    }

    private void propertyApproval(long user, SamplePerson person, Instant at) throws SQLException {
        documents++;
        propertyApprovals.add(user, person.initials(), "D-%06d".formatted(documents), at, person.email(), address());
    }

    private void visit(long user) throws SQLException {
        sessions++;
        usage.add(
                user,
                UUID.nameUUIDFromBytes(("session " + sessions / 2).getBytes(StandardCharsets.UTF_8)),
                PAGES.get(sessions % PAGES.size()),
                time.during(time.withinDays(180)));
    }

    private Object address() {
        return SampleRows.typed("inet", "198.51.100." + (1 + documents % 250));
    }

    private boolean chance(int percent) {
        return time.random().nextInt(100) < percent;
    }
}
