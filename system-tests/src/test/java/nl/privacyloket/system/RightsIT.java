package nl.privacyloket.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.mail.ReceivedMail;
import nl.privacyloket.stack.sample.SampleSystem;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rights beside access and whole erasure, carried out in the webshop's own database. */
class RightsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Stack stack = RunningStack.get();

    @Test
    @DisplayName("PR-5, PF-6, CM-3, IF-5: what is wrong is put right in the data system, and nothing else")
    void aCorrectionIsMadeInTheDataSystem() {
        WebshopCustomer customer = WebshopCustomer.add(stack, "R-1", "Rita Rectified", "rita.rectified@example.org");
        PersonsRequest request = PersonsRequest.file(
                stack,
                customer,
                "rectification",
                ", \"corrections\": [{\"field\": \"address\", \"value\": \"Nieuwe Kade 7\"}]");

        request.confirmFromMail();
        request.awaitStatus("in-assessment");
        request.grant();
        request.awaitStatus("closed");

        assertThat(customer.column(stack, "street")).isEqualTo("Nieuwe Kade 7");
        assertThat(customer.column(stack, "town")).isEqualTo("Ons Dorp");
    }

    @Test
    @DisplayName("PR-3: consent that is withdrawn stops marketing at once, without an officer")
    void withdrawnConsentIsWithdrawnInTheDataSystem() {
        WebshopCustomer customer = WebshopCustomer.add(stack, "R-2", "Wim Withdrawn", "wim.withdrawn@example.org");
        PersonsRequest request =
                PersonsRequest.file(stack, customer, "consent-withdrawal", ", \"purpose\": \"newsletter\"");

        request.confirmFromMail();
        request.awaitStatus("closed");

        assertThat(customer.standingConsents(stack)).isZero();
        assertThat(customer.consents(stack)).isEqualTo(1);
    }

    @Test
    @DisplayName("PR-5: a restriction is lifted only after the person has been told")
    void aRestrictionStandsUntilThePersonHasHeardThatItEnds() {
        WebshopCustomer customer = WebshopCustomer.add(stack, "R-3", "Rob Restricted", "rob.restricted@example.org");
        PersonsRequest request =
                PersonsRequest.file(stack, customer, "restriction", ", \"restrictionGround\": \"inaccurate\"");
        request.confirmFromMail();
        request.awaitStatus("in-assessment");
        request.grant();
        request.awaitStatus("closed");
        assertThat(customer.column(stack, "restricted")).isEqualTo("true");

        request.staff("privacy-officer")
                .post(
                        StackService.REQUEST,
                        request.path() + "/restriction/lifting",
                        "{\"reason\":\"The address was checked and is right.\"}")
                .expect(200);

        await().atMost(PATIENCE).until(() -> !request.seenByStaff()
                .at("/restriction/liftedAt")
                .asText("")
                .isEmpty());
        assertThat(customer.column(stack, "restricted")).isEqualTo("false");
        assertThat(request.mails())
                .extracting(ReceivedMail::text)
                .anyMatch(text -> text.contains("The address was checked and is right."));
    }

    @Test
    @DisplayName("PF-10: data of a child are erased when reported, and the reporter hears of it")
    void whatIsReportedOfAChildIsErased() throws SQLException {
        String child = "kim.child@example.org";
        sql("""
                insert into site.form_submission (id, form, first_name, last_name, email, ip_address, submitted_at)
                values (gen_random_uuid(), 'contact', 'Kim', 'Child', ?, '192.0.2.7', now())""", child);
        PersonsRequest report =
                PersonsRequest.file(stack, "primoforum", "rae.reporter@example.org", """
                {"right": "erasure", "erasureGround": "child", "locale": "en",
                 "requester": {"name": "Kim Child", "email": "%s", "birthDate": "2014-05-06"},
                 "representative": {"name": "Rae Reporter", "email": "rae.reporter@example.org", "capacity": "reporter"}}
                """.formatted(child));

        report.confirmFromMail();
        report.awaitStatus("in-assessment");
        await().atMost(PATIENCE)
                .until(() -> !report.seenByStaff().path("planHash").asText("").isEmpty());
        report.decide("{\"outcome\": \"granted\", \"planHash\": \"%s\"}"
                .formatted(report.seenByStaff().path("planHash").asText()));
        report.awaitStatus("closed");
        report.awaitMails(4);

        assertThat(sql("select id from site.form_submission where email = ?", child))
                .isZero();
        assertThat(stack.mailbox().to(child)).isEmpty();
    }

    /** Rows that a statement changed or found. */
    private long sql(String statement, String parameter) throws SQLException {
        try (Connection connection = stack.connect(SampleSystem.DATABASE);
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            prepared.setString(1, parameter);
            if (!prepared.execute()) {
                return prepared.getUpdateCount();
            }
            long rows = 0;
            try (ResultSet found = prepared.getResultSet()) {
                while (found.next()) {
                    rows++;
                }
            }
            return rows;
        }
    }

    @Test
    @DisplayName("Erasure of marketing data while a contract runs: partly granted")
    void aPartOfAnErasureLeavesTheRestAlone() {
        WebshopCustomer customer = WebshopCustomer.add(stack, "R-4", "Pia Partly", "pia.partly@example.org");
        PersonsRequest request = PersonsRequest.file(stack, customer, "erasure", "");
        request.confirmFromMail();
        request.awaitStatus("in-assessment");
        await().atMost(PATIENCE)
                .until(() -> !request.seenByStaff().path("planHash").asText("").isEmpty());

        request.decide("""
                {"outcome": "partly-granted", "ground": "still-needed", "reason": "Your contract is still running.",
                 "categories": ["marketing"], "planHash": "%s"}
                """.formatted(request.seenByStaff().path("planHash").asText()));
        request.awaitStatus("closed");

        assertThat(customer.consents(stack)).isZero();
        assertThat(customer.rowsLeft(stack)).isEqualTo(2);
        assertThat(customer.oldInvoices(stack)).isEqualTo(1);
    }
}
