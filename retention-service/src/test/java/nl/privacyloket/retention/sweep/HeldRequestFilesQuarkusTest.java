package nl.privacyloket.retention.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.retention.hold.PersonIdentifier;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import nl.privacyloket.retention.support.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A hold on a person keeps the request files about that person, and those of which it is not known whose they are. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class HeldRequestFilesQuarkusTest {
    private static final PersonIdentifier SASKIA = new PersonIdentifier("e-mail", "saskia@example.org");
    private static final PersonIdentifier TOM = new PersonIdentifier("e-mail", "tom@example.org");
    private static final PersonIdentifier TOMS_NUMBER = new PersonIdentifier("customer-number", "K-77");
    private static final String ON_SASKIA = "'scope':{'identifier':{'type':'e-mail','value':'Saskia@Example.org'}}";
    private static final Instant TWO_YEARS_LATER = Instant.parse("2028-11-22T10:00:00Z");

    @Inject
    RetentionWorld world;

    @Inject
    SweepWorld sweeps;

    @Inject
    Sweeper sweeper;

    @Inject
    RequestFiles files;

    @Inject
    SettableClock clock;

    private String organisation;

    @BeforeEach
    void filesOfTwoYears() {
        clock.set(SettableClock.BEGINNING);
        organisation = world.newOrganisation();
        sweeps.publish(
                organisation,
                1,
                "file-norm request-file norm request-closed P2Y trigger erase",
                "visit-year visits maximum last-activity P12M trigger erase");
    }

    @AfterEach
    void backToTheBeginning() {
        clock.set(SettableClock.BEGINNING);
    }

    @Test
    void keepsTheFilesOfThePersonAloneWhoeverElseHasAskedSomething() throws Exception {
        var saskias = closedFile(SASKIA);
        var toms = closedFile(TOM, TOMS_NUMBER);
        hold(ON_SASKIA + ",'until':'2029-01-31'");
        scheduled("2028-11-22", 1);
        scheduled("2029-01-31", 0);
        scheduled("2029-02-01", 1);
        clock.set(TWO_YEARS_LATER);

        sweeper.sweep();

        assertThat(ordersAbout(saskias)).isZero();
        assertThat(ordersAbout(toms)).isEqualTo(1);
        world.as("operator", organisation)
                .get("/organisations/" + organisation + "/sweeps?system=request-service")
                .then()
                .statusCode(200)
                .body("items[0].due", equalTo(2))
                .body("items[0].kept.reason", contains("held"))
                .body("items[0].kept.holdings", contains(1));
        clock.set(Instant.parse("2029-02-01T10:00:00Z"));
        sweeper.sweep();
        assertThat(ordersAbout(saskias)).isEqualTo(1);
    }

    @Test
    void findsThePersonByAnyIdentifierThatTheRequestNamed() throws Exception {
        var toms = closedFile(TOM, TOMS_NUMBER);
        var another = closedFile(new PersonIdentifier("account-number", "K-77"));
        hold("'scope':{'identifiers':[{'type':'customer-number','value':'K-77'},"
                + "{'type':'user-name','value':'tom'}],'category':'request-file'}");
        clock.set(TWO_YEARS_LATER);

        sweeper.sweep();

        assertThat(ordersAbout(toms)).isZero();
        assertThat(ordersAbout(another)).as("the same value of another type").isEqualTo(1);
    }

    @Test
    void keepsAFileOfWhichItIsNotKnownWhoseItIsWhilePeopleHoldAPersonsDataThatItMayBeAmong() throws Exception {
        var unknown = closedFile();
        // On what is no file, and one that a request brings: neither keeps it.
        hold("'scope':{'category':'visits','identifier':{'type':'e-mail','value':'saskia@example.org'}}");
        world.update(
                "update hold set reason = 'open-request' where organisation = ? and hold_id = ?::uuid",
                organisation,
                hold("'scope':{'identifier':{'type':'e-mail','value':'tom@example.org'}}"));
        scheduled("2028-11-22", 1);
        hold(ON_SASKIA + ",'until':'2029-01-31'");
        scheduled("2028-11-22", 0);
        scheduled("2029-01-31", 0);
        scheduled("2029-02-01", 1);
        clock.set(TWO_YEARS_LATER);

        sweeper.sweep();

        assertThat(ordersAbout(unknown)).isZero();
        clock.set(Instant.parse("2029-02-01T10:00:00Z"));
        sweeper.sweep();
        assertThat(ordersAbout(unknown)).isEqualTo(1);
    }

    @Test
    void keepsTheFilesOfWhoHasAnOpenRequestAsLongAsItIsOpen() throws Exception {
        var earlier = closedFile(new PersonIdentifier("e-mail", RetentionWorld.E_MAIL));
        var toms = closedFile(TOM);
        var open = world.requests().identityVerified(organisation, "access");
        await().until(() -> holdsOf(open) == 1);
        clock.set(TWO_YEARS_LATER);
        sweeper.sweep();
        assertThat(ordersAbout(earlier)).isZero();
        assertThat(ordersAbout(toms)).isEqualTo(1);
        world.requests().withdrawn(organisation, open);
        await().until(() -> holdsOf(open) == 0);

        sweeper.sweep();

        assertThat(ordersAbout(earlier)).isEqualTo(1);
    }

    private long holdsOf(UUID requestId) {
        return world.number("select count(*) from hold where request_id = ? and lifted_at is null", requestId);
    }

    @Test
    void aHoldOnEverybodysFilesKeepsThemAll() throws Exception {
        var saskias = closedFile(SASKIA);
        var unknown = closedFile();
        hold("'scope':{'category':'request-file'}");
        clock.set(TWO_YEARS_LATER);

        sweeper.sweep();

        assertThat(ordersAbout(saskias) + ordersAbout(unknown)).isZero();
    }

    @Test
    void knowsThePersonOfARequestThatWasWithdrawnOrNeverIdentified() throws Exception {
        var requestId = UUID.randomUUID();
        world.requests().withdrawn(organisation, requestId);
        world.requests().closedAbout(organisation, "access", requestId, "tom@example.org");
        await().until(() -> subjectsOf(requestId) == 1);
        hold(ON_SASKIA);
        clock.set(TWO_YEARS_LATER);

        sweeper.sweep();

        assertThat(ordersAbout(requestId)).isEqualTo(1);
    }

    @Test
    void knowsThePersonByWhatWasCorrectedToo() throws Exception {
        var requestId = world.requests().identityVerified(organisation, "rectification");
        world.requests()
                .granted(
                        organisation,
                        "rectification",
                        requestId,
                        world.requests().correcting("e-mail", "saskia@example.org", "address", "Straat 1"));
        world.requests().closedAbout(organisation, "rectification", requestId, RetentionWorld.E_MAIL);
        await().until(() ->
                world.number("select count(*) from holding where record_ref = ?", requestId.toString()) == 1);
        assertThat(subjectsOf(requestId)).isEqualTo(2);
        hold(ON_SASKIA);
        clock.set(TWO_YEARS_LATER);

        sweeper.sweep();

        assertThat(ordersAbout(requestId)).isZero();
    }

    @Test
    void storesNobodysNameBesideAFile() {
        var requestId = closedFile(SASKIA);

        assertThat(world.text(
                        "select encode(subject, 'hex') from request_file_subject where request_id = ?", requestId))
                .isEqualTo(world.subjectHash().of(organisation, "e-mail", "saskia@example.org"));
    }

    @Test
    void isInForceOnlyWhenAFileThatWasOnItsWayOutIsAnsweredFor() throws Exception {
        var saskias = closedFile(SASKIA);
        clock.set(TWO_YEARS_LATER);
        sweeper.sweep();
        var order = world.fact(saskias, "request-file-due").text("commandId");
        var later = closedFile(SASKIA);

        var answer = world.hold(organisation, "{'reason':'legal-claim'," + ON_SASKIA + "}");

        answer.then().statusCode(202).body("state", equalTo("taking-effect")).body("inFlight", equalTo(1));
        world.awaitHandled(world.requests().fileErased(organisation, saskias, order));
        world.as("privacy-officer", organisation)
                .get("/organisations/" + organisation + "/holds/" + answer.path("id"))
                .then()
                .body("state", equalTo("in-force"));
        assertThat(subjectsOf(saskias)).isZero();
        clock.set(Instant.parse("2031-01-01T10:00:00Z"));
        sweeper.sweep();
        assertThat(ordersAbout(later)).isZero();
        world.liftHold(organisation, answer.path("id"));
        sweeper.sweep();
        assertThat(ordersAbout(later)).isEqualTo(1);
    }

    private UUID closedFile(PersonIdentifier... about) {
        var requestId = UUID.randomUUID();
        QuarkusTransaction.requiringNew().run(() -> {
            files.isAbout(organisation, requestId, Arrays.asList(about));
            files.closed(organisation, requestId, clock.instant());
        });
        return requestId;
    }

    private String hold(String scopeAndUntil) {
        var answer = world.hold(organisation, "{'reason':'legal-claim'," + scopeAndUntil + "}");
        assertThat(answer.statusCode()).isEqualTo(201);
        return answer.path("id");
    }

    private long ordersAbout(UUID requestId) {
        return world.number("select count(*) from sweep_command where request_id = ?", requestId);
    }

    private long subjectsOf(UUID requestId) {
        return world.number("select count(*) from request_file_subject where request_id = ?", requestId);
    }

    /** How many files the dry run says would go. */
    private void scheduled(String day, int requestFiles) {
        List<Map<String, Object>> lines = world.as("case-handler", organisation)
                .get("/organisations/" + organisation + "/schedule?on=" + day)
                .path("lines");
        assertThat(lines.stream()
                        .filter(line -> "request-service".equals(line.get("system")))
                        .mapToInt(line -> ((Number) line.get("holdings")).intValue())
                        .sum())
                .as(day)
                .isEqualTo(requestFiles);
    }
}
