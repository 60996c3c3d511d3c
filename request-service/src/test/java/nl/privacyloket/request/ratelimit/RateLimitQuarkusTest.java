package nl.privacyloket.request.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import nl.privacyloket.contract.fuzz.HeardLog;
import nl.privacyloket.kit.audit.Refusals;
import nl.privacyloket.kit.ratelimit.Limit;
import nl.privacyloket.kit.ratelimit.RateLimiter;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import nl.privacyloket.request.support.SettableClock;
import nl.privacyloket.request.support.Stored;
import org.junit.jupiter.api.Test;

/** Nobody can call without end, whichever instance answers; who does is told when to try again. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
@TestProfile(RateLimitQuarkusTest.Small.class)
class RateLimitQuarkusTest {
    private static final int CALLS = 40;
    private static final int HEAVY = 10;
    private static final int GUESS = 30;
    private static final int MAILS = 3;

    @Inject
    Counter counter;

    @Inject
    Stored stored;

    @Inject
    DataSource dataSource;

    @Inject
    Clock clock;

    @Inject
    Refusals refusals;

    /** Behind a proxy that says for whom it calls. */
    public static final class Small implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "privacyloket.rate-limits.per-address.calls", String.valueOf(CALLS),
                    "privacyloket.rate-limits.per-mail-address.calls", String.valueOf(MAILS),
                    "quarkus.http.proxy.proxy-address-forwarding", "true",
                    "quarkus.http.proxy.allow-x-forwarded", "true",
                    "quarkus.http.proxy.trusted-proxies", "127.0.0.1");
        }
    }

    private RequestSpecification from(String address) {
        return counter.anyone().header("X-Forwarded-For", address);
    }

    private int readsBeforeRefusal(String address) {
        for (int reads = 0; reads <= CALLS; reads++) {
            if (from(address).get("/organisations/prifora").statusCode() == 429) {
                return reads;
            }
        }
        return Integer.MAX_VALUE;
    }

    @Test
    void anAddressThatCallsTooOftenIsToldWhenToTryAgain() {
        assertThat(readsBeforeRefusal("192.0.2.1")).isEqualTo(CALLS);

        SettableClock.advance(Duration.ofSeconds(20));
        Response refused = from("192.0.2.1").header("Accept-Language", "nl").get("/organisations/prifora");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.contentType()).startsWith("application/problem+json");
        assertThat(refused.<String>path("type")).isEqualTo("urn:privacyloket:problem:too-many-calls");
        assertThat(refused.header("Retry-After")).isEqualTo("40");
        assertThat(refused.<Integer>path("retryAfter")).isEqualTo(40);
        assertThat(from("192.0.2.2").get("/organisations/prifora").statusCode()).isEqualTo(200);

        SettableClock.advance(Duration.ofSeconds(40));
        assertThat(readsBeforeRefusal("192.0.2.1")).isEqualTo(CALLS);
    }

    @Test
    void addressesOfOneNetworkInIpv6AreOne() {
        assertThat(readsBeforeRefusal("2001:db8:1:2::1")).isEqualTo(CALLS);

        assertThat(from("2001:db8:1:2:ffff::9").get("/organisations/prifora").statusCode())
                .isEqualTo(429);
        assertThat(from("2001:db8:1:3::1").get("/organisations/prifora").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aRequestCountsForSeveralCallsAndIsNotStoredWhenItIsRefused() {
        for (int taken = 0; taken < CALLS / HEAVY; taken++) {
            asks("192.0.2.10", "zwaar" + taken + "@example.org").then().statusCode(201);
        }
        Map<String, Long> before = stored.counts();

        asks("192.0.2.10", "zwaar@example.org").then().statusCode(429);

        assertThat(stored.counts()).isEqualTo(before);
    }

    @Test
    void amailAddressIsNamedSoManyTimesFromWhereverWithWhateverTagAndCase() {
        for (int named = 0; named < MAILS; named++) {
            asks("192.0.2.2" + named, "Plaag+" + named + "@example.org").then().statusCode(201);
        }
        Map<String, Long> before = stored.counts();

        Response refused = asks("192.0.2.30", "plaag@EXAMPLE.org");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("3600");
        assertThat(stored.counts()).isEqualTo(before);
        asks("192.0.2.30", "iemand@example.org").then().statusCode(201);
        // Letters of full width, which a mail server gets as any others.
        assertThat(asks("192.0.2.30", "plaag@\uff45xample.org").statusCode()).isEqualTo(429);
    }

    /** As while a disk is full: who is told to come again may do so, however often. */
    @Test
    void whatTheServiceCannotDoForTheMomentDoesNotCount() {
        stored.change("create function no_room() returns trigger language plpgsql as"
                + " 'begin raise exception ''no room'' using errcode = ''53100''; end'");
        stored.change("create trigger no_room before insert on request for each row execute function no_room()");
        try {
            for (int tried = 0; tried <= MAILS; tried++) {
                Response answer = asks("192.0.2.8" + tried, "volhouder@example.org");

                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.header("Retry-After")).isNotNull();
            }
        } finally {
            stored.change("drop trigger no_room on request");
            stored.change("drop function no_room()");
        }

        for (int named = 0; named < MAILS; named++) {
            asks("192.0.2.90", "volhouder@example.org").then().statusCode(201);
        }
        assertThat(asks("192.0.2.90", "volhouder@example.org").statusCode()).isEqualTo(429);
    }

    /** Otherwise anybody could keep somebody from asking anything of anyone. */
    @Test
    void whoWasNamedTooOftenAtOneOrganisationCanAskAnotherOne() {
        for (int named = 0; named < MAILS; named++) {
            asks("192.0.2.6" + named, "doelwit@example.org").then().statusCode(201);
        }

        assertThat(asks("192.0.2.64", "doelwit@example.org").statusCode()).isEqualTo(429);
        asks("192.0.2.64", "pinkweb", "doelwit@example.org").then().statusCode(201);
    }

    @Test
    void staffWhoGuessThePrivateTokensOfPersonsAreCounted() {
        for (int guess = 0; guess * (GUESS + 1) < CALLS; guess++) {
            counter.staff("case-handler", "prifora")
                    .header("X-Forwarded-For", "192.0.2.70")
                    .header("Status-Token", "guessed")
                    .get("/requests/" + UUID.randomUUID())
                    .then()
                    .statusCode(404);
        }

        counter.staff("case-handler", "prifora")
                .header("X-Forwarded-For", "192.0.2.70")
                .header("Status-Token", "guessed")
                .get("/requests/" + UUID.randomUUID())
                .then()
                .statusCode(429);
    }

    @Test
    void wrongTokensCountForMoreWhetherOrNotTheRequestExists() {
        Taken request = counter.asks(
                "prifora",
                Map.of(
                        "right",
                        "access",
                        "requester",
                        Map.of("name", "Saskia Voorbeeld", "email", "raad@example.org")));

        guesses("192.0.2.40", request.id()).then().statusCode(404);
        guesses("192.0.2.41", UUID.randomUUID().toString()).then().statusCode(404);

        assertThat(readsBeforeRefusal("192.0.2.40")).isEqualTo(CALLS - GUESS - 1);
        assertThat(readsBeforeRefusal("192.0.2.41")).isEqualTo(CALLS - GUESS - 1);
    }

    @Test
    void staffAreNotCountedAndATokenThatIsNoneIsNoWayRound() {
        assertThat(readsBeforeRefusal("192.0.2.50")).isEqualTo(CALLS);

        counter.staff("case-handler", "prifora")
                .header("X-Forwarded-For", "192.0.2.50")
                .get("/organisations/prifora")
                .then()
                .statusCode(200);
        from("192.0.2.50")
                .header("Authorization", "Bearer not.a.token")
                .get("/organisations/prifora")
                .then()
                .statusCode(429);
    }

    @Test
    void refusalsAreCountedAndInTheAuditLogOnceAMinuteAndNobodyIsNamed() throws Exception {
        try (HeardLog log = HeardLog.start()) {
            readsBeforeRefusal("198.51.100.77");
            for (int named = 0; named <= MAILS; named++) {
                asks("198.51.100.8" + named, "nergens@example.org");
            }
            refusals.settle(clock.instant().plusSeconds(120));

            assertThat(counter.anyone().get("/q/metrics").asString())
                    .containsPattern("privacyloket_calls_limited_total\\{limit=\"address\"\\} [1-9]")
                    .containsPattern("privacyloket_calls_limited_total\\{limit=\"mail-address\"\\} [1-9]")
                    .doesNotContain("198.51.100.77");
            assertThat(stored.texts("select object_id from audit_pending where outcome like 'too-many-calls%'"
                            + " union select object_id from audit_entry where outcome like 'too-many-calls%'"))
                    .contains("GET /organisations/{organisation}", "POST /organisations/{organisation}/requests");
            assertThat(stored.everything()).doesNotContain("198.51.100.77").doesNotContain("nergens@example.org");
            assertThat(log.text()).doesNotContain("198.51.100.77").doesNotContain("nergens@example.org");
        }
    }

    @Test
    void instancesShareALimitAndSpendTheirSharesFirst() {
        RateLimiter one = new RateLimiter(dataSource, clock);
        RateLimiter other = new RateLimiter(dataSource, clock);
        Limit limit = new Limit(100, Duration.ofMinutes(1));
        byte[] key = key("gedeeld");

        int taken = 0;
        for (int call = 0; call < 300; call++) {
            RateLimiter instance = call % 3 == 0 ? other : one;
            taken += instance.take(key, limit, 1).isEmpty() ? 1 : 0;
        }

        assertThat(taken).isEqualTo(100);
        RateLimiter startedLater = new RateLimiter(dataSource, clock);
        assertThat(startedLater.take(key, limit, 1)).contains(Duration.ofMinutes(1));
        SettableClock.advance(Duration.ofMinutes(1));
        assertThat(startedLater.take(key, limit, 1)).isEmpty();
    }

    @Test
    void aHighLimitCostsFewWrites() {
        RateLimiter limiter = new RateLimiter(dataSource, clock);
        Limit limit = new Limit(1_000_000, Duration.ofMinutes(1));
        byte[] key = key("hoog");

        for (int call = 0; call < 90_000; call++) {
            assertThat(limiter.take(key, limit, 1)).isEmpty();
        }

        assertThat(stored.number("select reserved from rate_limit where key = '\\x"
                        + java.util.HexFormat.of().formatHex(key) + "'"))
                .isEqualTo(100_000);
    }

    @Test
    void rowsGoWhenTheirTimeIsOver() throws Exception {
        RateLimiter limiter = new RateLimiter(dataSource, clock);
        limiter.take(key("voorbij"), new Limit(10, Duration.ofHours(2)), 1);

        limiter.forget();
        assertThat(stored.number("select count(*) from rate_limit")).isPositive();
        SettableClock.advance(Duration.ofHours(2));
        limiter.forget();

        assertThat(stored.number("select count(*) from rate_limit")).isZero();
    }

    @Test
    void withoutTheDatabaseAnInstanceCountsByItself() {
        RateLimiter limiter = new RateLimiter(new Away(), clock);
        Limit limit = new Limit(5, Duration.ofMinutes(1));

        List<Boolean> answers = java.util.stream.IntStream.range(0, 7)
                .mapToObj(call -> limiter.take(key("weg"), limit, 1).isEmpty())
                .toList();

        assertThat(answers).containsExactly(true, true, true, true, true, false, false);
    }

    private Response asks(String address, String mail) {
        return asks(address, "prifora", mail);
    }

    private Response asks(String address, String organisation, String mail) {
        return from(address)
                .body(Map.of("right", "access", "requester", Map.of("name", "Saskia Voorbeeld", "email", mail)))
                .post("/organisations/" + organisation + "/requests");
    }

    private Response guesses(String address, String request) {
        return from(address).header("Status-Token", "guessed").get("/requests/" + request);
    }

    private static byte[] key(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }
}
