package nl.privacyloket.audit.verify.reconcile;

import static nl.privacyloket.audit.verify.reconcile.Party.DATA_SYSTEMS;
import static nl.privacyloket.audit.verify.reconcile.Party.NOTIFICATIONS;
import static nl.privacyloket.audit.verify.reconcile.Party.REQUESTS;
import static nl.privacyloket.audit.verify.reconcile.Party.RETENTION;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nl.privacyloket.audit.verify.reconcile.Rule.About;

/** What the logs of one installation owe each other. */
public final class Rules {
    /** Facts of request-service that everybody hears. */
    private static final List<String> OF_REQUESTS =
            List.of("request.received", "request.identity-verified", "request.decided", "request.closed");

    /** Facts of retention-service that everybody hears, and what its own log calls them. */
    private static final Map<String, String> OF_RETENTION = Map.of(
            "retention.erasure-planned", "erasure.planned",
            "retention.erasure-completed", "erasure.completed",
            "retention.access-completed", "access.completed",
            "retention.execution-completed", "execution.completed");

    private static final List<Rule> ALL = all();

    private Rules() {}

    /** All of them. */
    public static List<Rule> list() {
        return ALL;
    }

    private static List<Rule> all() {
        List<Rule> rules = new ArrayList<>();
        rules.addAll(origins());
        rules.addAll(heard());
        rules.addAll(carriedOut());
        rules.addAll(told());
        return List.copyOf(rules);
    }

    /** Nothing is said of a request that never came in. */
    private static List<Rule> origins() {
        List<Rule> rules = new ArrayList<>();
        for (Party party : Party.values()) {
            rules.add(new Rule(
                    "origin-" + name(party),
                    About.REQUEST,
                    Fact.of(party),
                    List.of(Fact.of(REQUESTS, "request.received")),
                    List.of(),
                    "a request is in the log of request-service before anyone can do something about it"));
        }
        return rules;
    }

    /** What a service says, the others hear; what they say to have heard, it said. */
    private static List<Rule> heard() {
        List<Rule> rules = new ArrayList<>();
        for (String fact : OF_REQUESTS) {
            rules.addAll(heardBy(RETENTION, Fact.of(REQUESTS, fact), fact));
            rules.addAll(heardBy(NOTIFICATIONS, Fact.of(REQUESTS, fact), fact));
        }
        OF_RETENTION.forEach((event, action) -> {
            rules.addAll(heardBy(REQUESTS, Fact.of(RETENTION, action), event));
            rules.addAll(heardBy(NOTIFICATIONS, Fact.of(RETENTION, action), event));
        });
        return rules;
    }

    private static List<Rule> heardBy(Party hearer, Fact said, String event) {
        Fact taken = Fact.of(hearer, "fact.taken").ending(event);
        String id = event.replace('.', '-') + "-by-" + name(hearer);
        return List.of(
                new Rule(
                        "heard-" + id,
                        About.REQUEST,
                        said,
                        List.of(taken),
                        List.of(),
                        hearer.log() + " takes every such fact and says so"),
                new Rule(
                        "said-" + id,
                        About.REQUEST,
                        taken,
                        List.of(said),
                        List.of(),
                        "a fact that somebody took was told by " + said.party().log()));
    }

    /** A decision is carried out, by those who may, at those who hold data. */
    private static List<Rule> carriedOut() {
        List<Rule> rules = new ArrayList<>();
        Fact granted = Fact.of(REQUESTS, "request.decided").ending("granted", "partly-granted");
        rules.add(new Rule(
                "carried-out-after-decision",
                About.REQUEST,
                Fact.of(RETENTION, "erasure.started", "execution.started", "access.started"),
                List.of(granted),
                List.of(),
                "nothing is erased, changed or collected before somebody granted it"));
        rules.add(new Rule(
                "planned-before-started",
                About.REQUEST,
                Fact.of(RETENTION, "erasure.started").ending("done"),
                List.of(Fact.of(RETENTION, "erasure.planned")),
                List.of(),
                "an erasure carries out the plan that was decided on"));
        rules.add(new Rule(
                "erased-before-closed",
                About.REQUEST,
                Fact.of(REQUESTS, "request.closed").ending("granted", "partly-granted"),
                List.of(
                        Fact.of(RETENTION, "erasure.completed", "execution.completed", "access.completed"),
                        Fact.of(REQUESTS, "request.closed-by-override", "request.restriction-lifting-closed")),
                List.of(),
                "a granted request is closed when retention-service says that it was carried out, or by an override"));
        for (String command :
                List.of("command.erase", "command.rectify", "command.restrict", "command.access", "command.purge")) {
            rules.add(new Rule(
                    "ordered-" + command.replace('.', '-'),
                    About.COMMAND,
                    Fact.of(DATA_SYSTEMS, command),
                    List.of(Fact.of(RETENTION)),
                    List.of(),
                    "a data system does what retention-service ordered, and nothing else"));
        }
        return rules;
    }

    /** The person is told. */
    private static List<Rule> told() {
        return List.of(
                new Rule(
                        "told-of-decision",
                        About.REQUEST,
                        Fact.of(REQUESTS, "request.decided"),
                        List.of(Fact.of(NOTIFICATIONS, "message.queued").ending("decision", "completion")),
                        List.of(Fact.of(NOTIFICATIONS, "contact.erased", "message.suppressed", "message.withdrawn")),
                        "the person is told what was decided (GDPR art. 12(3) and (4))"),
                new Rule(
                        "message-of-a-known-request",
                        About.REQUEST,
                        Fact.of(NOTIFICATIONS, "message.queued"),
                        List.of(Fact.of(NOTIFICATIONS, "fact.taken")),
                        List.of(),
                        "nothing is written about a request that notification-service heard nothing of"));
    }

    private static String name(Party party) {
        return party == DATA_SYSTEMS ? "data-systems" : party.log();
    }
}
