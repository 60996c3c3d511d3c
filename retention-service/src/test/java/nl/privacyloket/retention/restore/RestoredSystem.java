package nl.privacyloket.retention.restore;

import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.retention.support.Bus.Received;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.PlayedSystem.Held;
import nl.privacyloket.retention.support.RetentionWorld;
import nl.privacyloket.retention.support.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of restores say to the service and let a system do. */
abstract class RestoredSystem {
    static final String MONDAY = "2026-11-16T09:00:00Z";
    static final String TUESDAY = "2026-11-17T09:00:00Z";
    static final String WEDNESDAY = "2026-11-18T09:00:00Z";
    static final String BACKUP = "2026-11-16T20:00:00Z";

    @Inject
    RetentionWorld world;

    @Inject
    SettableClock clock;

    String organisation;
    PlayedSystem webshop;

    @BeforeEach
    void organisationWithAWebshop() {
        organisation = world.newOrganisation();
        world.publishPolicy(organisation);
        webshop = world.unregistered(organisation);
        var registration = world.registration(webshop, "account");
        registration.put("backupWindow", "P56D");
        world.registered(organisation, webshop, registration, 201);
    }

    @AfterEach
    void backToTheBeginning() {
        clock.set(SettableClock.BEGINNING);
    }

    long kept(UUID commandId) {
        return world.number("select count(*) from erasure_log where command_id = ?", commandId);
    }

    /** Lets an erasure be carried out at that moment; returns its command. */
    UUID erased(String at) {
        var erase = executing();
        webshop.erasedAt(erase, at, "account", 1);
        var requestId = UUID.fromString(erase.text("requestId"));
        webshop.verified(webshop.command(requestId, "verify", 2));
        world.fact(requestId, "erasure-completed");
        return UUID.fromString(erase.text("commandId"));
    }

    Received executing() {
        var requestId = planned();
        var planHash = world.fact(requestId, "erasure-planned").text("planHash");
        world.requests().decided(organisation, "erasure", requestId, "granted", planHash, null);
        return webshop.command(requestId, "erase", 1);
    }

    UUID planned() {
        var requestId = world.requests().identityVerified(organisation, "erasure");
        webshop.verified(webshop.command(requestId, "verify", 1), Held.of("account", "2026-01-05", 1));
        world.fact(requestId, "erasure-planned");
        return requestId;
    }

    Received commandOf(UUID commandId) {
        return world.bus()
                .awaitOne(webshop.topic(), event -> commandId.toString().equals(event.text("commandId")));
    }

    Response restored(String to) {
        return restore(Map.of("restoredTo", to));
    }

    Response restore(Map<String, Object> body) {
        return world.as("operator", organisation)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/organisations/" + organisation + "/systems/" + webshop.id() + "/restores");
    }

    Response progress(String jobId) {
        return world.as("operator", organisation).get("/jobs/" + jobId);
    }

    Response awaitState(String jobId, String state) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> progress(jobId), answer -> state.equals(answer.path("state")));
    }

    /** The first repetition of a command. */
    Received repeat(UUID original) {
        return world.bus()
                .awaitOne(
                        webshop.topic(),
                        event -> isRepeat(event) && repeated(event).equals(original));
    }

    List<Received> repeats(int count) {
        return world.bus().await(webshop.topic(), count, RestoredSystem::isRepeat);
    }

    List<Received> repeats() {
        return webshop.commandsUpToNow().stream()
                .filter(RestoredSystem::isRepeat)
                .toList();
    }

    static boolean isRepeat(Received event) {
        return event.data().path("replayOf").isTextual();
    }

    static UUID repeated(Received event) {
        return UUID.fromString(event.text("replayOf"));
    }

    /** The questions after repetitions: those about a request that come after its own two. */
    List<Received> verifies(int count) {
        return world
                .bus()
                .await(webshop.topic(), count + 2, event -> event.type().endsWith("command.verify.v1"))
                .stream()
                .skip(2)
                .toList();
    }

    /** Carries a repetition out, and shows that nothing is left; returns when that was taken in. */
    void answer(Received repetition, int erased) {
        webshop.erasedAt(repetition, "2026-11-22T10:01:00Z", "account", erased);
        var requestId = UUID.fromString(repetition.text("requestId"));
        var verify = await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> webshop.commandsUpToNow().stream()
                                .filter(event -> event.type().endsWith("command.verify.v1")
                                        && requestId.toString().equals(event.text("requestId")))
                                .filter(event -> world.number(
                                                "select count(*) from restore_step where verify_id = ?::uuid"
                                                        + " and state = 'verifying'",
                                                event.text("commandId"))
                                        == 1)
                                .findFirst(),
                        Optional::isPresent);
        world.awaitHandled(webshop.verified(verify.orElseThrow()));
    }
}
