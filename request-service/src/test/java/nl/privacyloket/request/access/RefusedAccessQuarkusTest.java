package nl.privacyloket.request.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.kit.audit.Refusals;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import nl.privacyloket.request.support.Stored;
import nl.privacyloket.stack.oidc.StaffClaims;
import org.junit.jupiter.api.Test;

/** Calls that were refused are in the audit log, and cannot fill it. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class RefusedAccessQuarkusTest {
    @Inject
    Counter counter;

    @Inject
    Stored stored;

    @Inject
    Refusals refusals;

    @Inject
    Clock clock;

    @Test
    void staffOfAnotherOrganisationAreNamedByThePseudonymOfTheirOwn() {
        Taken request = counter.asks("prifora", "access");
        StaffClaims stranger = member("vreemde", "case-handler", "primoforum");

        counter.staff(stranger).get("/requests/" + request.id()).then().statusCode(404);

        assertThat(refused("organisation = 'primoforum' and outcome = 'other-organisation'" + " and actor = '"
                        + pseudonym(stranger, "primoforum") + "'"))
                .containsExactly("endpoint GET /requests/{id} -");
    }

    @Test
    void aRoleThatIsMissingIsNotedAtTheEndpoint() {
        StaffClaims handler = member("zonderrol", "case-handler", "prifora");

        counter.staff(handler)
                .body("{}")
                .post("/requests/" + UUID.randomUUID() + "/extension")
                .then()
                .statusCode(403);

        assertThat(refused("outcome = 'forbidden' and actor = '" + pseudonym(handler, "prifora") + "'"))
                .containsExactly("endpoint POST /requests/{id}/extension -");
    }

    @Test
    void wrongTokensAndCodesForARequestAreOneEntryAMinuteWithTheirNumber() throws Exception {
        Taken request = counter.asks("prifora", "access");
        Taken other = counter.asks("prifora", "access");
        String wrong = counter.code(request).equals("123456") ? "654321" : "123456";

        for (int i = 0; i < 3; i++) {
            counter.person(other).get("/requests/" + request.id()).then().statusCode(404);
        }
        counter.confirms(request, wrong).then().statusCode(422);
        settle();

        assertThat(times("wrong-token", request)).isEqualTo(3);
        assertThat(times("wrong-code", request)).isEqualTo(1);
        assertThat(stored.texts("select distinct organisation || ' ' || actor || ' ' || request_id from " + ENTRIES
                        + " where action = 'access.refused' and object_id = '" + request.id() + "'"))
                .containsExactly("prifora anonymous " + request.id());
    }

    @Test
    void callsWithoutATokenAreCountedUnderTheEndpoint() throws Exception {
        long before = times("unauthenticated", "GET /organisations/{organisation}/disclosures");

        counter.anyone().get("/organisations/prifora/disclosures").then().statusCode(401);
        counter.anyone()
                .header("Authorization", "Bearer not.a.token")
                .get("/organisations/prifora/disclosures")
                .then()
                .statusCode(401);
        settle();

        assertThat(times("unauthenticated", "GET /organisations/{organisation}/disclosures"))
                .isEqualTo(before + 2);
    }

    @Test
    void aFloodAddsABoundedNumberOfEntriesWhoeverSendsIt() throws Exception {
        StaffClaims busy = member("druk", "case-handler", "prifora");
        String actor = pseudonym(busy, "prifora");
        settle();
        long before = number("action = 'access.refused'");
        int sent = 300;

        for (int i = 0; i < sent; i++) {
            counter.anyone()
                    .header("Status-Token", "guess-" + i)
                    .get("/requests/" + UUID.randomUUID())
                    .then()
                    .statusCode(404);
            counter.staff(busy).get("/requests/" + UUID.randomUUID()).then().statusCode(404);
        }
        settle();

        assertThat(number("action = 'access.refused'") - before).isLessThan(60);
        assertThat(times("not-found", "GET /requests/{id}", actor)).isEqualTo(sent);
        assertThat(times("not-found", "GET /requests/{id}", "anonymous")).isGreaterThanOrEqualTo(sent);
    }

    private static final String ENTRIES = "(select organisation, actor, action, object_type, object_id, outcome,"
            + " request_id::text from audit_pending union all select organisation, actor, action, object_type, object_id,"
            + " outcome, request_id::text from audit_entry) entry";

    private static StaffClaims member(String name, String role, String organisation) {
        return new StaffClaims(name + "@" + organisation, List.of(role), List.of(organisation));
    }

    /** What an officer is told, the other way round: the pseudonym under which somebody acts. */
    private String pseudonym(StaffClaims member, String organisation) {
        Taken request = counter.asks(organisation, "access");
        counter.staff(member).get("/requests/" + request.id()).then().statusCode(200);
        return stored.texts("select actor from " + ENTRIES + " where action = 'request.read' and object_id = '"
                        + request.id() + "'")
                .get(0);
    }

    private void settle() throws Exception {
        refusals.settle(clock.instant().plus(Duration.ofMinutes(3)));
    }

    private List<String> refused(String where) {
        return stored.texts("select object_type || ' ' || object_id || ' ' || coalesce(request_id, '-') from " + ENTRIES
                + " where action = 'access.refused' and " + where);
    }

    private long number(String where) {
        return stored.number("select count(*) from " + ENTRIES + " where " + where);
    }

    private long times(String reason, Taken request) {
        return times(reason, request.id(), "anonymous");
    }

    private long times(String reason, String object) {
        return times(reason, object, "anonymous");
    }

    private long times(String reason, String object, String actor) {
        List<String> outcomes = new ArrayList<>(stored.texts("select outcome from " + ENTRIES
                + " where action = 'access.refused' and object_id = '" + object + "' and actor = '" + actor
                + "' and split_part(outcome, '.', 1) = '" + reason + "'"));
        return outcomes.stream()
                .mapToLong(outcome ->
                        outcome.contains(".times-") ? Long.parseLong(outcome.replaceFirst(".*\\.times-", "")) : 1)
                .sum();
    }
}
