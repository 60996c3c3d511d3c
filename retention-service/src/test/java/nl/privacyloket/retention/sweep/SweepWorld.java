package nl.privacyloket.retention.sweep;

import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.retention.register.HoldingRegister;
import nl.privacyloket.retention.register.Registration;
import nl.privacyloket.retention.register.SubjectKey;
import nl.privacyloket.retention.rule.Trigger;
import nl.privacyloket.retention.support.Bus.Received;
import nl.privacyloket.retention.support.Contracts;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.PlayedSystem.Kept;
import nl.privacyloket.retention.support.PlayedSystem.Purged;
import nl.privacyloket.retention.support.RetentionWorld;

/** What the tests of the sweep need besides: policies of their own, registered records, systems that purge. */
@ApplicationScoped
class SweepWorld {
    private final RetentionWorld world;
    private final HoldingRegister register;

    SweepWorld(RetentionWorld world, HoldingRegister register) {
        this.world = world;
        this.register = register;
    }

    /** A rule as {@code id category kind trigger period countFrom action}. */
    static Map<String, Object> rule(String line) {
        var words = line.split(" ");
        var rule = new HashMap<String, Object>();
        rule.put("id", words[0]);
        rule.put("category", words[1]);
        rule.put("kind", words[2]);
        rule.put("trigger", words[3]);
        rule.put("period", words[4]);
        rule.put("countFrom", words[5]);
        rule.put("basis", "Basis of " + words[0]);
        rule.put("action", words[6]);
        return rule;
    }

    /** Publishes a policy in the zone Europe/Amsterdam with these rules alone; returns once it is known. */
    void publish(String organisation, int version, String... rules) {
        var policy = new HashMap<String, Object>(EventJson.mapper()
                .convertValue(
                        Contracts.sample("nl.privacyloket.policy.published.v1.sample")
                                .at("/data/policy"),
                        Map.class));
        policy.put("organisation", organisation);
        policy.put("version", version);
        policy.put("validFrom", "2020-01-01");
        policy.put("zone", "Europe/Amsterdam");
        policy.put("retention", Arrays.stream(rules).map(SweepWorld::rule).toList());
        policy.put("scope", Map.of("id", "all", "name", Map.of("nl", "Alles", "en", "All")));
        world.bus()
                .send(
                        "privacyloket.policies.v1",
                        organisation + "/" + version,
                        "nl.privacyloket.policy.published.v1",
                        "request-service",
                        organisation,
                        Map.of(
                                "organisation", organisation,
                                "version", version,
                                "validFrom", "2020-01-01",
                                "publishedAt", "2026-11-22T08:00:00Z",
                                "policy", policy));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> world.number(
                                "select count(*) from retention_rule where organisation = ? and version = " + version,
                                organisation)
                        == rules.length);
    }

    /** A data system that can purge, registered. */
    PlayedSystem system(String organisation, List<String> ageSwept, String... categories) {
        var system = world.unregistered(organisation);
        var body = world.registration(system, categories);
        body.put("capabilities", List.of("erase", "purge", "verify"));
        body.put("ageSwept", ageSwept);
        world.registered(organisation, system, body, 201);
        return system;
    }

    Registration record(
            String organisation, PlayedSystem system, String category, String person, String ref, String startedOn) {
        return record(organisation, system, category, person, ref, Trigger.COLLECTED, LocalDate.parse(startedOn));
    }

    Registration record(
            String organisation,
            PlayedSystem system,
            String category,
            String person,
            String ref,
            Trigger trigger,
            LocalDate startedOn) {
        return new Registration(
                system.id(), category, subject(organisation, person), ref, trigger, startedOn, null, false);
    }

    SubjectKey subject(String organisation, String person) {
        return SubjectKey.ofHex(world.subjectHash().of(organisation, "e-mail", person + "@example.org"));
    }

    void register(String organisation, List<Registration> records) {
        QuarkusTransaction.requiringNew().run(() -> register.take(organisation, records));
    }

    void register(String organisation, Registration... records) {
        register(organisation, List.of(records));
    }

    /** The records of commands, by their references. */
    static List<String> refs(PlayedSystem system, List<Received> commands) {
        var refs = new ArrayList<String>();
        commands.forEach(command -> system.records(command).forEach(entry -> refs.add(entry.recordRef())));
        return refs;
    }

    /** The system says that all records of a command are erased but these, which it keeps. */
    void purged(PlayedSystem system, Received command, Kept... kept) {
        var all = system.records(command);
        var erased = new HashMap<String, Integer>();
        all.forEach(entry -> erased.merge(entry.category(), 1, Integer::sum));
        for (var one : kept) {
            erased.merge(one.category(), -one.rows(), Integer::sum);
        }
        var lines = erased.entrySet().stream()
                .map(entry -> new Purged(
                        entry.getKey(),
                        entry.getValue(),
                        0,
                        0,
                        0,
                        Arrays.stream(kept)
                                .filter(one -> one.category().equals(entry.getKey()))
                                .mapToInt(Kept::rows)
                                .sum()))
                .toList();
        world.awaitHandled(system.purged(command, lines, kept));
    }

    /** The question that follows a purge command. */
    Received check(PlayedSystem system, Received command) {
        return world.bus()
                .awaitOne(system.topic(), event -> event.text("commandId").equals(verifyId(command)));
    }

    private String verifyId(Received command) {
        return world.text(
                "select verify_id::text from sweep_command where command_id = ?::uuid", command.text("commandId"));
    }

    /** All is erased, and a separate look finds nothing. */
    void carriedOut(PlayedSystem system, Received command) {
        purged(system, command);
        world.awaitHandled(system.stillThere(check(system, command)));
    }

    /** The facts of one kind about a system, awaited. */
    List<Received> facts(String key, String kind, int count) {
        return world.bus()
                .await(
                        RetentionWorld.FACTS,
                        count,
                        event -> event.key().equals(key)
                                && event.type().equals("nl.privacyloket.retention." + kind + ".v1"));
    }

    long holdings(PlayedSystem system) {
        return world.number(
                "select count(*) from holding h join holding_stream s on s.id = h.stream where s.system = ?",
                system.id());
    }

    long commands(PlayedSystem system) {
        return world.number("select count(*) from sweep_command where system = ?", system.id());
    }
}
