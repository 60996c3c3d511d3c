package nl.privacyloket.faults.inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import nl.privacyloket.faults.client.Entry;
import nl.privacyloket.faults.client.Ledger;
import nl.privacyloket.faults.client.Person;
import nl.privacyloket.faults.client.Recovery;
import nl.privacyloket.faults.world.Instance;
import nl.privacyloket.faults.world.World;
import nl.privacyloket.stack.Polling;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.sample.SampleSystem;

/**
 * A data system is restored from a backup: persons who were erased are customers again. Its operator tells retention-service,
 * which is killed while it has the erasures repeated; so is the connector.
 */
public final class RestoredSystem implements Fault {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PERSONS = 5;
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();

    @Override
    public String name() {
        return "restored-system";
    }

    @Override
    public int inject(Scene scene, Random random) throws Exception {
        World world = scene.world();
        // Persons of this round too, if their erasure is over.
        Pause.between(4_000, 8_000, random);
        Instant backup = Instant.now().minusSeconds(1);
        scene.await("somebody who was erased is a customer again", () -> back(scene) > 0);
        String job = tell(world, backup);
        Pause.between(50, 800, random);
        again(world.instance(StackService.RETENTION));
        Pause.between(50, 800, random);
        again(world.instance(StackService.CONNECTOR));
        boolean done = Polling.upTo(LIMIT).untilTrue(() -> ended(world, job));
        // Whoever became a customer again before this moment may have been erased by the repetition, as documented.
        scene.ledger().write(Entry.What.RESTORED, null, null, null, null);
        if (!done) {
            throw new IOException(
                    "the restore of the data system did not end within " + LIMIT.toMinutes() + " minutes");
        }
        return 3;
    }

    /** How many who were erased it wrote down again; those who came back by themselves meanwhile do not count. */
    private static int back(Scene scene) throws IOException, SQLException {
        Set<String> erased = erased(scene);
        if (!erased.isEmpty()) {
            scene.ledger().write(Entry.What.RESTORED, null, null, null, Integer.toString(erased.size()));
        }
        Recovery recovery = new Recovery(scene.world());
        int back = 0;
        for (String number : erased) {
            back += recovery.add(Person.of(number)) ? 1 : 0;
        }
        return back;
    }

    private static void again(Instance instance) throws Exception {
        Killed killed = Killed.of(instance.service().id(), instance.pid(), instance::kill);
        instance.start();
        killed.replacedBy(instance::pid);
    }

    private static Set<String> erased(Scene scene) throws IOException {
        Set<String> erasures = new HashSet<>();
        Set<String> persons = new HashSet<>();
        Set<String> others = new HashSet<>();
        for (Entry entry : Ledger.read(scene.ledgerFile())) {
            switch (entry.what()) {
                case ACCEPTED -> {
                    if (entry.detail().equals("erasure")) {
                        erasures.add(entry.id());
                    }
                }
                case CLOSED -> {
                    if (erasures.contains(entry.id())) {
                        persons.add(entry.person());
                    }
                }
                case HELD, RETURNED, GIVEN_UP -> others.add(entry.person());
                default -> {}
            }
        }
        persons.removeAll(others);
        return new HashSet<>(persons.stream().sorted().limit(PERSONS).toList());
    }

    private String tell(World world, Instant backup) throws IOException, InterruptedException {
        String path = "/organisations/" + Recovery.ORGANISATION + "/systems/" + SampleSystem.COMPJOETER_RECOVERY.id()
                + "/restores";
        String body = JSON.createObjectNode()
                .put("restoredTo", backup.toString())
                .put("again", true)
                .toString();
        HttpResponse<String> answer = client.send(
                call(world, path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(
                    "telling of a restore was answered with " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body()).path("id").asText();
    }

    private boolean ended(World world, String job) {
        try {
            HttpResponse<String> answer =
                    client.send(call(world, "/jobs/" + job).build(), HttpResponse.BodyHandlers.ofString());
            JsonNode state = JSON.readTree(answer.body()).path("state");
            return answer.statusCode() == 200 && !state.asText().equals("running");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static HttpRequest.Builder call(World world, String path) {
        return HttpRequest.newBuilder(
                        URI.create(world.instance(StackService.RETENTION).baseUrl() + path))
                .timeout(Duration.ofSeconds(15))
                .header("Authorization", "Bearer " + world.token("operator", Recovery.ORGANISATION));
    }
}
