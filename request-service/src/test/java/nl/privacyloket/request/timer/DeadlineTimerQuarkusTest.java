package nl.privacyloket.request.timer;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import nl.privacyloket.request.support.Bus;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import nl.privacyloket.request.support.SettableClock;
import nl.privacyloket.request.support.Stored;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Prifora answers by 22 December 2026 and is warned seven days before, at midnight in Amsterdam. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class DeadlineTimerQuarkusTest {

    private static final Instant NEAR = Instant.parse("2026-12-14T23:00:00Z");
    private static final Instant PAST = Instant.parse("2026-12-22T23:00:00Z");

    @Inject
    Counter counter;

    @Inject
    Bus bus;

    @Inject
    Stored stored;

    @Inject
    DataSource dataSource;

    @Inject
    DeadlineTimer timer;

    @BeforeEach
    @AfterEach
    void stopTheClock() {
        SettableClock.set(SettableClock.START);
    }

    @Test
    void eachFactIsToldOnceHoweverOftenTheTimerLooks() {
        Taken request = counter.asks("prifora", "access");

        lookAt(NEAR.minusSeconds(1), NEAR, NEAR, PAST.minusSeconds(1), PAST, PAST, PAST.plusSeconds(86_400));

        assertThat(told(request)).containsExactly("due-soon", "overdue");
        assertThat(stored.texts("select to_char(at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS') from request_fact"
                        + " where request_id = '" + request.id() + "' and kind in ('due-soon', 'overdue') order by id"))
                .containsExactly("2026-12-14T23:00:00", "2026-12-22T23:00:00");
        counter.person(request)
                .post("/requests/" + request.id() + "/withdrawal")
                .then()
                .statusCode(200);
        bus.await("request.closed", request.id());
        assertThat(bus.all().stream()
                        .filter(event -> event.key().equals(request.id()))
                        .map(Bus.Heard::type)
                        .filter(type -> type.contains("due")))
                .containsExactly("nl.privacyloket.request.due-soon.v1", "nl.privacyloket.request.overdue.v1");
    }

    @Test
    void theEventSaysWhatIsDueAndFitsItsContract() {
        Taken request = counter.inAssessment("prifora", "objection");

        lookAt(NEAR, PAST);

        var soon = bus.await("request.due-soon", request.id());
        assertThat(soon.organisation()).isEqualTo("prifora");
        assertThat(soon.data().get("right").asText()).isEqualTo("objection");
        assertThat(soon.data().get("status").asText()).isEqualTo("in-assessment");
        assertThat(soon.data().get("dueOn").asText()).isEqualTo("2026-12-22");
        assertThat(bus.await("request.overdue", request.id()).data().get("at").asText())
                .isEqualTo("2026-12-22T23:00:00Z");
    }

    @Test
    void everyStateThatIsNotClosedIsWatched() {
        Taken unconfirmed = counter.asks("prifora", "access");
        Taken unidentified = counter.asks("primoforum", "access");
        counter.confirms(unidentified).then().statusCode(200);
        Taken onTheDesk = counter.inAssessment("prifora", "access");
        Taken asked = counter.inAssessment("prifora", "access");
        counter.isAsked(asked, "prifora", "Welk toestel?").then().statusCode(200);
        Taken carriedOut = counter.inAssessment("prifora", "access");
        counter.decides(carriedOut, "prifora", java.util.Map.of("outcome", "granted"))
                .then()
                .statusCode(200);
        Taken closed = counter.inAssessment("prifora", "access");
        counter.person(closed)
                .post("/requests/" + closed.id() + "/withdrawal")
                .then()
                .statusCode(200);

        lookAt(PAST);

        assertThat(List.of(unconfirmed, unidentified, onTheDesk, asked, carriedOut))
                .allSatisfy(request -> assertThat(told(request)).containsExactly("overdue"));
        assertThat(told(closed)).isEmpty();
    }

    @Test
    void whatPassedWhileNothingRanIsOverdueAndNotAlsoNear() {
        Taken request = counter.asks("prifora", "access");

        lookAt(PAST.plusSeconds(40 * 86_400));

        assertThat(told(request)).containsExactly("overdue");
        assertThat((Boolean) counter.sees(request).path("overdue")).isTrue();
    }

    @Test
    void anExtendedTermIsTold() {
        Taken request = counter.inAssessment("prifora", "access");
        lookAt(NEAR);
        counter.extendsTerm(request, "prifora", "Ingewikkeld.").then().statusCode(200);

        lookAt(PAST, Instant.parse("2027-02-14T23:00:00Z"), Instant.parse("2027-02-22T23:00:00Z"));

        assertThat(told(request)).containsExactly("due-soon", "due-soon", "overdue");
        assertThat(stored.texts("select details ->> 'dueOn' from request_fact where request_id = '" + request.id()
                        + "' and kind in ('due-soon', 'overdue') order by id"))
                .containsExactly("2026-12-22", "2027-02-22", "2027-02-22");
    }

    @Test
    void theOverdueOnesAreListedAndTheRevisionStays() {
        Taken request = counter.inAssessment("prifora", "access");
        String eTag = counter.staffSee(request, "prifora").header("ETag");

        lookAt(PAST);

        var list = counter.staff("case-handler", "prifora")
                .get("/organisations/prifora/requests?overdue=true&reference="
                        + request.answer().<String>path("reference"));
        assertThat((Integer) list.path("total")).isEqualTo(1);
        assertThat(counter.staffSee(request, "prifora").header("ETag"))
                .as("a reminder is no change that a colleague has to look at")
                .isEqualTo(eTag);
    }

    @Test
    void twoInstancesAtOnceTellEachFactOnce() throws Exception {
        List<Taken> requests = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            requests.add(counter.asks("prifora", "access"));
        }
        SettableClock.set(NEAR);
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService instances = Executors.newFixedThreadPool(2);
        List<Future<?>> looks = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            looks.add(instances.submit(() -> {
                start.await();
                timer.look();
                return null;
            }));
        }

        start.countDown();

        for (Future<?> look : looks) {
            look.get();
        }
        instances.shutdown();
        assertThat(requests).allSatisfy(request -> assertThat(told(request)).containsExactly("due-soon"));
    }

    @Test
    void whatSomebodyElseIsChangingWaitsForTheNextLookAndHoldsNothingUp() throws SQLException {
        Taken held = counter.asks("prifora", "access");
        Taken free = counter.asks("prifora", "access");
        try (Connection other = dataSource.getConnection()) {
            other.setAutoCommit(false);
            try (PreparedStatement lock = other.prepareStatement("select 1 from request where id = ? for update")) {
                lock.setObject(1, UUID.fromString(held.id()));
                lock.executeQuery();
            }

            lookAt(NEAR);

            other.rollback();
        }
        assertThat(told(free)).containsExactly("due-soon");
        assertThat(told(held)).isEmpty();
        timer.look();
        assertThat(told(held)).containsExactly("due-soon");
    }

    @Test
    void oneThatCannotBeToldDoesNotKeepTheOthersBack() throws SQLException {
        Taken broken = counter.asks("prifora", "access");
        Taken whole = counter.asks("prifora", "access");
        String fault = "create function no_fact() returns trigger language plpgsql as $$ begin"
                + " if new.request_id = '" + broken.id() + "' then raise exception 'no'; end if; return new; end $$;"
                + " create trigger no_fact before insert on request_fact for each row execute function no_fact()";
        run(fault);

        lookAt(NEAR);

        run("drop trigger no_fact on request_fact; drop function no_fact()");
        assertThat(told(whole)).containsExactly("due-soon");
        assertThat(told(broken)).isEmpty();
        timer.look();
        assertThat(told(broken)).containsExactly("due-soon");
    }

    private void lookAt(Instant... instants) {
        for (Instant instant : instants) {
            SettableClock.set(instant);
            timer.look();
        }
    }

    private List<String> told(Taken request) {
        return stored.texts("select kind from request_fact where request_id = '" + request.id()
                + "' and kind in ('due-soon', 'overdue') order by id");
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
