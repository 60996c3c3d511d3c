package nl.privacyloket.notification.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import nl.privacyloket.notification.fixture.Story;
import nl.privacyloket.notification.fixture.Surroundings;
import nl.privacyloket.stack.mail.ReceivedMail;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the person is promised to hear of data that go to others or are used again. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class PromiseNoticesQuarkusTest extends PromisedMail {
    @Inject
    DataSource dataSource;

    @Test
    @DisplayName("PR-4 Who asked for it, to whom, which data and why: the person hears of each disclosure")
    void aDisclosureIsTold() throws Exception {
        Story story = new Story(broker, "prifora", "access");

        story.disclosure(
                "made",
                Map.of(
                        "madeAt", "2026-11-30T11:00:00Z",
                        "basis", "authority-order",
                        "askedBy", "authority",
                        "categories", List.of("account", "invoices"),
                        "locale", "nl"),
                Map.of("name", "Saskia Voorbeeld", "email", story.email(), "recipient", "Politie, eenheid Proefland"));

        ReceivedMail mail = lastMail(story, 1);
        assertThat(mail.subject()).isEqualTo("PRIFORA heeft gegevens van u doorgegeven (PRIFORA-2026-000012)");
        assertThat(words(mail))
                .contains(
                        "Aan wie: Politie, eenheid Proefland",
                        "Gegeven op: 30 november 2026",
                        "Gevraagd door: een overheidsinstantie",
                        "- Accountgegevens - Facturen en betalingen",
                        "Een overheidsinstantie heeft ons dat opgedragen.");
    }

    @Test
    @DisplayName("PW-12 Permission for one recipient is asked before data are given")
    void consentToADisclosureIsAsked() throws Exception {
        Story story = new Story(broker, "pinkweb", "access");

        story.disclosure(
                "consent-asked",
                Map.of(
                        "askedAt", "2026-11-30T11:00:00Z",
                        "basis", "consent",
                        "categories", List.of("account"),
                        "locale", "en"),
                Map.of(
                        "name", "Sam Sample",
                        "email", story.email(),
                        "statusToken", TOKEN,
                        "recipient", "Proefdrukkerij",
                        "purposeText", "Printing your photos."));

        assertThat(words(lastMail(story, 1)))
                .contains(
                        "PinkWeb wants to give data of yours to somebody else. We only do so if you agree.",
                        "To whom: Proefdrukkerij",
                        "> Printing your photos.",
                        "https://privacy.example.org/disclosure/#" + story.id() + "/" + TOKEN,
                        "Do you say no, or do we hear nothing? Then we do not give the data.");
    }

    @Test
    @DisplayName("PF-6, PW-8, PR-5 Another controller fetches the file by its own link, and the person hears of it")
    void aTransferIsOfferedAndTold() throws Exception {
        Story story = inAssessment("prifora", "portability");
        String controller = "club" + story.id().toString().substring(0, 8) + "@example.org";
        story.fact("closed", closing("2027-01-06T11:00:00Z"));
        lastMail(story, 2);
        awaitNothingOf(story);

        story.fact(
                        "transfer-offered",
                        Map.of(
                                "until",
                                "2026-12-15T10:00:00Z",
                                "receiver",
                                Story.sealed(Map.of(
                                        "name", "Fotoclub Proefdam",
                                        "email", controller,
                                        "token", "Jd8sLk3vTq0WmXe5ZrYb2hNcA7uGiPo9fQyT1nDrB6E"))))
                .fact(
                        "transferred",
                        Map.of("transferredAt", "2026-12-02T08:41:13Z", "contact", Story.sealed(contact(story))));

        assertThat(words(lastMail(controller, 1)))
                .contains(
                        "Beste Fotoclub Proefdam,",
                        "https://privacy.example.org/transfer/#" + story.id()
                                + "/Jd8sLk3vTq0WmXe5ZrYb2hNcA7uGiPo9fQyT1nDrB6E",
                        "tot 15 december 2026, 11:00 uur")
                .doesNotContain("Saskia", "Voorbeeld", story.email(), TOKEN);
        assertThat(words(lastMail(story, 3)))
                .contains("Beste Saskia Voorbeeld,", "Die organisatie heeft het bestand op 2 december 2026");
        awaitNothingOf(story);
        awaitSent(story, "acknowledgement", "staff-new", "completion", "transfer", "transferred");
    }

    @Test
    @DisplayName("PW-8, PR-5 Before restricted data are used again the person hears so")
    void theEndOfARestrictionIsToldBefore() throws Exception {
        Story story = inAssessment("pinkweb", "restriction");
        story.fact("closed", closing(null));
        lastMail(story, 2);
        awaitNothingOf(story);

        story.fact(
                "restriction-lifting-announced",
                Map.of(
                        "reason",
                        Story.sealed(Map.of("reason", "Uw adres klopt nu.")),
                        "contact",
                        Story.sealed(contact(story))));

        assertThat(words(lastMail(story, 3)))
                .contains(
                        "Beste Saskia Voorbeeld,",
                        "Nu heffen wij die beperking op.",
                        "(artikel 18, lid 3, AVG)",
                        "> Uw adres klopt nu.");
        awaitNothingOf(story);
        awaitSent(story, "acknowledgement", "staff-new", "completion", "restriction-lifting");
    }

    private static Map<String, Object> closing(String exportUntil) {
        Map<String, Object> members = new HashMap<>();
        members.putAll(Map.of("outcome", "granted", "closedAt", "2026-11-22T11:00:00Z", "verdicts", List.of()));
        if (exportUntil != null) {
            members.put("exportUntil", exportUntil);
        }
        return members;
    }

    /** Neither an address nor what a message said of the person is kept any more. */
    private void awaitNothingOf(Story story) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement select = connection.prepareStatement("""
                            select c.contact is null and not exists (
                              select 1 from notification.message m
                              where m.request_id = c.request_id and m.receiver <> 'staff' and m.occasion is not null)
                            from notification.correspondence c where c.request_id = ?
                            """)) {
                select.setObject(1, story.id());
                try (ResultSet row = select.executeQuery()) {
                    assertThat(row.next()).isTrue();
                    assertThat(row.getBoolean(1)).isTrue();
                }
            }
        });
    }
}
