package nl.privacyloket.request.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import nl.privacyloket.crypto.Pseudonyms;
import nl.privacyloket.kit.audit.Actors;
import nl.privacyloket.kit.audit.PseudonymExpiry;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import nl.privacyloket.request.support.SettableClock;
import nl.privacyloket.request.support.Stored;
import nl.privacyloket.stack.oidc.StaffClaims;
import org.junit.jupiter.api.Test;

/** Who stands behind a pseudonym in the audit log: the privacy officer can ask, and nobody can once its key is destroyed. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class PseudonymsQuarkusTest {
    private static final String ENTRIES = "(select actor, action, object_id, outcome from audit_pending union all"
            + " select actor, action, object_id, outcome from audit_entry) entry";

    /** That of the service's clock: the database has one of its own. */
    private static final String TODAY = "date '" + LocalDate.ofInstant(SettableClock.START, ZoneOffset.UTC) + "'";

    @Inject
    Counter counter;

    @Inject
    Stored stored;

    @Inject
    Pseudonyms earlier;

    @Inject
    PseudonymExpiry expiry;

    @Inject
    Actors actors;

    @Test
    void thePrivacyOfficerLearnsWhoItWasAndThatTheyAskedIsNoted() {
        String pseudonym = reads("wieke@prifora", "prifora");

        Response answer = resolve("privacy-officer", "prifora", pseudonym);

        answer.then().statusCode(200);
        assertThat(answer.<String>path("subject")).isEqualTo("wieke@prifora");
        assertThat(outcomes("actor.resolved", pseudonym)).containsExactly("done");
    }

    @Test
    void nobodyElseDoes() {
        String pseudonym = reads("wiebe@prifora", "prifora");

        for (String role : List.of("case-handler", "compliance", "operator", "system")) {
            resolve(role, "prifora", pseudonym).then().statusCode(403);
        }
        resolve("privacy-officer", "primoforum", pseudonym).then().statusCode(404);
        counter.staff("privacy-officer", "primoforum")
                .body(Map.of("pseudonym", pseudonym))
                .post("/organisations/prifora/audit/actors/resolution")
                .then()
                .statusCode(404);

        assertThat(outcomes("actor.resolved", pseudonym)).isEmpty();
        assertThat(outcomes("actor.resolved", "unknown")).isNotEmpty().containsOnly("unknown");
    }

    @Test
    void theSamePersonHasOnePseudonymHereAndAnotherAtAnotherOrganisation() {
        String here = reads("beide@werk", "prifora");

        assertThat(reads("beide@werk", "prifora")).isEqualTo(here);
        assertThat(reads("beide@werk", "primoforum")).isNotEqualTo(here);
    }

    @Test
    void aDestroyedKeyLeavesTheEntriesAndNobodyBehindThem() {
        String pseudonym = reads("vertrokken@prifora", "prifora");
        lastSeen(pseudonym, "31 days");

        destroy(pseudonym).then().statusCode(204);

        resolve("privacy-officer", "prifora", pseudonym).then().statusCode(404);
        destroy(pseudonym).then().statusCode(404);
        assertThat(outcomes("actor.pseudonym-destroyed", pseudonym)).containsExactly("done");
        assertThat(stored.number("select count(*) from " + ENTRIES + " where actor = '" + pseudonym + "'"))
                .isEqualTo(1);
        assertThat(reads("vertrokken@prifora", "prifora")).isNotEqualTo(pseudonym);
    }

    @Test
    void aKeyThatNobodyNeededForSevenYearsGoesByItself() throws Exception {
        String old = reads("lang-geleden@prifora", "prifora");
        String present = reads("pas-nog@prifora", "prifora");
        stored.change("update audit_pseudonym set seen_on = seen_on - interval '7 years 1 day' where pseudonym = '"
                + old + "'");

        assertThat(expiry.expire()).isEqualTo(1);

        resolve("privacy-officer", "prifora", old).then().statusCode(404);
        resolve("privacy-officer", "prifora", present).then().statusCode(200);
        assertThat(outcomes("actor.pseudonym-destroyed", old)).containsExactly("expired");
    }

    @Test
    void thePseudonymsOfPersonsThatNobodyNeededGoTogetherAndAreCounted() throws Exception {
        String staff = reads("zoekt-personen@prifora", "prifora");
        for (int person = 1; person <= 2; person++) {
            stored.change(
                    "insert into audit_pseudonym (id, kind, organisation, name_index, name, \"key\", pseudonym, seen_on)"
                            + " select gen_random_uuid(), 'person', organisation, decode(md5(random()::text), 'hex'), null, \"key\","
                            + " md5(random()::text), seen_on - interval '8 years' from audit_pseudonym where pseudonym = '"
                            + staff
                            + "'");
        }

        assertThat(expiry.expire()).isEqualTo(2);

        assertThat(stored.number("select count(*) from audit_pseudonym where kind = 'person'"))
                .isZero();
        assertThat(outcomes("person.pseudonyms-destroyed", "prifora")).containsExactly("erased-2");
        resolve("privacy-officer", "prifora", staff).then().statusCode(200);
    }

    @Test
    void nobodyDestroysTheirOwnNorThatOfSomebodyAtWork() {
        StaffClaims officer = new StaffClaims("ik@prifora", List.of("privacy-officer"), List.of("prifora"));
        String mine = reads("ik@prifora", "prifora");
        String colleague = reads("collega@prifora", "prifora");

        for (String one : List.of(mine, earlier.of("prifora", "ik@prifora"))) {
            counter.staff(officer)
                    .delete("/organisations/prifora/audit/actors/" + one)
                    .then()
                    .statusCode(409)
                    .body("type", endsWith("actor-is-oneself"));
        }
        lastSeen(colleague, "29 days");
        destroy(colleague).then().statusCode(409).body("type", endsWith("actor-acted-lately"));

        resolve("privacy-officer", "prifora", mine).then().statusCode(200);
        resolve("privacy-officer", "prifora", colleague).then().statusCode(200);
    }

    @Test
    void thatSomebodyActsIsNotedOnceAWeekAndNotInTheirWay() {
        String pseudonym = reads("trouw@prifora", "prifora");
        lastSeen(pseudonym, "7 days");

        reads("trouw@prifora", "prifora");

        assertThat(daysSince(pseudonym)).isEqualTo(7);
        actors.noteSeen();
        assertThat(daysSince(pseudonym)).isZero();
    }

    @Test
    void thePseudonymOfBeforeTheRegisterGoesWithTheKeyAndStaysGone() {
        String pseudonym = reads("oudgediende@prifora", "prifora");
        String before = earlier.of("prifora", "oudgediende@prifora");
        lastSeen(pseudonym, "31 days");

        destroy(before).then().statusCode(204);
        reads("oudgediende@prifora", "prifora");

        resolve("privacy-officer", "prifora", before).then().statusCode(404);
        resolve("privacy-officer", "prifora", pseudonym).then().statusCode(404);
        assertThat(outcomes("actor.pseudonym-destroyed", before)).containsExactly("done");
    }

    private void lastSeen(String pseudonym, String ago) {
        stored.change("update audit_pseudonym set seen_on = " + TODAY + " - interval '" + ago + "' where pseudonym = '"
                + pseudonym + "'");
    }

    private long daysSince(String pseudonym) {
        return stored.number(
                "select " + TODAY + " - seen_on from audit_pseudonym where pseudonym = '" + pseudonym + "'");
    }

    @Test
    void aPseudonymOfBeforeTheRegisterIsResolvedStill() {
        reads("al-lang@prifora", "prifora");

        Response answer = resolve("privacy-officer", "prifora", earlier.of("prifora", "al-lang@prifora"));

        assertThat(answer.<String>path("subject")).isEqualTo("al-lang@prifora");
    }

    @Test
    void aRowThatWasChangedIsNotBelieved() {
        String mine = reads("ware@primoforum", "primoforum");
        stored.change(
                "update audit_pseudonym set pseudonym = 'AAAAAAAAAAAAAAAAAAAAAA' where pseudonym = '" + mine + "'");
        try {
            resolve("privacy-officer", "primoforum", "AAAAAAAAAAAAAAAAAAAAAA")
                    .then()
                    .statusCode(500);
        } finally {
            stored.change(
                    "update audit_pseudonym set pseudonym = '" + mine + "' where pseudonym = 'AAAAAAAAAAAAAAAAAAAAAA'");
        }
    }

    @Test
    void noNameOfAMemberOfStaffStandsReadableInTheDatabase() {
        reads("merknaam.medewerker@prifora", "prifora");

        assertThat(stored.everything()).doesNotContain("merknaam.medewerker");
    }

    private String reads(String subject, String organisation) {
        Taken request = counter.asks(organisation, "access");
        counter.staff(new StaffClaims(subject, List.of("case-handler"), List.of(organisation)))
                .get("/requests/" + request.id())
                .then()
                .statusCode(200);
        return stored.texts("select actor from " + ENTRIES + " where action = 'request.read' and object_id = '"
                        + request.id() + "'")
                .get(0);
    }

    private Response resolve(String role, String organisation, String pseudonym) {
        return counter.staff(role, organisation)
                .body(Map.of("pseudonym", pseudonym))
                .post("/organisations/" + organisation + "/audit/actors/resolution");
    }

    private Response destroy(String pseudonym) {
        return counter.staff("privacy-officer", "prifora").delete("/organisations/prifora/audit/actors/" + pseudonym);
    }

    private List<String> outcomes(String action, String pseudonym) {
        return stored.texts("select outcome from " + ENTRIES + " where action = '" + action + "' and object_id = '"
                + pseudonym + "'");
    }
}
