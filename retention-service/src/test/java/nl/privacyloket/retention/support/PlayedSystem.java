package nl.privacyloket.retention.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.crypto.SealOpener;
import nl.privacyloket.crypto.Sealed;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.retention.support.Bus.Received;

/** A data system, played by a test: reads its commands, opens their seals, answers. */
public final class PlayedSystem {
    private static final String RESULTS = "privacyloket.results.v1";

    private final Bus bus;
    private final String organisation;
    private final String id;
    private final KeyFolder keys;
    private final SealOpener opener;

    public PlayedSystem(Bus bus, Path keysFolder, String organisation, String id) {
        this.bus = bus;
        this.organisation = organisation;
        this.id = id;
        KeyFolder.generate(keysFolder, List.of(id));
        this.keys = KeyFolder.at(keysFolder.resolve(id));
        this.opener = keys.opener(id);
    }

    public String id() {
        return id;
    }

    public String topic() {
        return "privacyloket.commands." + id + ".v1";
    }

    public Map<String, Object> publicKey() {
        try {
            @SuppressWarnings("unchecked")
            Map<String, Object> key = EventJson.mapper().readValue(keys.publicJwk(), Map.class);
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public record Identifier(String type, String value) {}

    public record Upload(String url, String token) {}

    public record Correction(String field, String value) {}

    public record Subject(List<Identifier> identifiers, Upload upload, List<Correction> corrections) {}

    /** The n-th command of a kind ({@code verify}, {@code erase}, {@code access}) about a request, counted from 1. */
    public Received command(UUID requestId, String kind, int number) {
        return bus.await(
                        topic(),
                        number,
                        event -> event.type().equals("nl.privacyloket.command." + kind + ".v1")
                                && requestId.toString().equals(event.text("requestId")))
                .get(number - 1);
    }

    public List<Received> commandsUpToNow() {
        return bus.heard(topic());
    }

    /** What is sealed in a command. */
    public Subject subject(Received command) {
        try {
            var sealed = EventJson.mapper().treeToValue(command.data().get("subject"), Sealed.class);
            return opener.open(sealed, Subject.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public record Except(String category, List<Identifier> identifiers) {}

    public record Permit(String url, String token, List<Except> except) {}

    /** The permit that is sealed in a command. */
    public Permit permit(Received command) {
        try {
            var sealed = EventJson.mapper().treeToValue(command.data().get("permit"), Sealed.class);
            Contracts.assertSealedFits("command-permit", opener.open(sealed, JsonNode.class));
            return opener.open(sealed, Permit.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public record Held(String category, LocalDate startedOn, int holdings) {
        public static Held of(String category, String startedOn, int holdings) {
            return new Held(category, startedOn == null ? null : LocalDate.parse(startedOn), holdings);
        }
    }

    /** Says what it holds, for a plan or a read-back; returns the event's id. */
    public String verified(Received command, Held... held) {
        return answer("verified", command, Map.of("holdings", List.of(held)));
    }

    public String erased(Received command, int erased, int anonymised, int retained) {
        var lines = new ArrayList<Map<String, Object>>();
        command.data().path("instructions").findValuesAsText("category").stream()
                .distinct()
                .forEach(category -> lines.add(Map.of(
                        "category", category, "erased", erased, "anonymised", anonymised, "retained", retained)));
        return answer("erased", command, Map.of("categories", lines));
    }

    /** As {@link #erased}, at a moment by the system's own clock. */
    public String erasedAt(Received command, String at, String category, int erased) {
        return answer(
                "erased",
                command,
                Map.of(
                        "at",
                        at,
                        "categories",
                        List.of(Map.of("category", category, "erased", erased, "anonymised", 0, "retained", 0))));
    }

    public String accessed(Received command, Held... held) {
        var lines = new ArrayList<Map<String, Object>>();
        for (var line : held) {
            lines.add(Map.of("category", line.category(), "holdings", line.holdings()));
        }
        return answer("accessed", command, Map.of("categories", lines));
    }

    /** Says what became of fields, each as {@code field outcome rows}. */
    public String rectified(Received command, String... lines) {
        return answer("rectified", command, Map.of("fields", lines("field", lines)));
    }

    /** Says what became of categories, each as {@code category outcome rows}. */
    public String restricted(Received command, String... lines) {
        return answer(
                "restricted",
                command,
                Map.of("action", command.text("action"), "categories", lines("category", lines)));
    }

    private static List<Map<String, Object>> lines(String name, String... lines) {
        var parsed = new ArrayList<Map<String, Object>>();
        for (var line : lines) {
            var words = line.split(" ");
            parsed.add(Map.of(name, words[0], "outcome", words[1], "rows", Integer.parseInt(words[2])));
        }
        return parsed;
    }

    public String failed(Received command, String reason) {
        return answer("failed", command, Map.of("reason", reason));
    }

    /** Says that it failed at a moment, after it had committed this much of a purge. */
    public String failedAfter(Received command, String at, String reason, Purged... committed) {
        return answer("failed", command, Map.of("at", at, "reason", reason, "categories", List.of(committed)));
    }

    private String answer(String kind, Received command, Map<String, Object> rest) {
        return answerAs(organisation, kind, command, rest);
    }

    /** Answers a command that may be another's, in the name of an organisation that may be another. */
    public String answerAs(String claimedOrganisation, String kind, Received command, Map<String, Object> rest) {
        var data = new HashMap<>(rest);
        data.put("commandId", command.text("commandId"));
        data.put("system", id);
        data.putIfAbsent("at", "2026-11-22T10:00:00Z");
        return bus.send(
                RESULTS,
                command.text("commandId"),
                "nl.privacyloket.result." + kind + ".v1",
                id,
                claimedOrganisation,
                data);
    }

    /** What is sealed in a member of a command. */
    public <T> T opened(Received command, String member, Class<T> type) {
        try {
            return opener.open(EventJson.mapper().treeToValue(command.data().get(member), Sealed.class), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public record Entry(String category, String recordRef) {}

    public record Records(List<Entry> records) {}

    /** The records that a purge, or a question about one, names. */
    public List<Entry> records(Received command) {
        return opened(command, "subject", Records.class).records();
    }

    /** So many purge commands, in the order in which they came. */
    public List<Received> purges(int count) {
        return bus.await(topic(), count, event -> event.type().equals("nl.privacyloket.command.purge.v1"));
    }

    /** The n-th question whether a purge was carried out, counted from 1. */
    public Received purgeCheck(int number) {
        return bus.await(topic(), number, event -> "purged".equals(event.text("purpose")))
                .get(number - 1);
    }

    /** What became of a category of a purge. */
    public record Purged(String category, int erased, int anonymised, int restricted, int absent, int kept) {}

    /** Why a record of a purge stays; without an index it is a number of rows. */
    public record Kept(Integer index, String category, String reason, int rows) {}

    /** Says what it let go; returns the event's id. */
    public String purged(Received command, List<Purged> categories, Kept... kept) {
        return answer("purged", command, Map.of("categories", categories, "kept", List.of(kept)));
    }

    /** Says which records of a purge are still there. */
    public String stillThere(Received question, Integer... present) {
        return answer("verified", question, Map.of("holdings", List.of(), "present", List.of(present)));
    }
}
