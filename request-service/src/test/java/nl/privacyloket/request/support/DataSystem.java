package nl.privacyloket.request.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.request.support.Counter.Taken;

/** A data system that brings what it holds of a person, and retention-service that has it do so. */
@Singleton
public class DataSystem {

    private static final String COMPLETED = "nl.privacyloket.retention.access-completed.v1.sample";

    private final Counter counter;
    private final Bus bus;

    DataSystem(Counter counter, Bus bus) {
        this.counter = counter;
        this.bus = bus;
    }

    /** Rows of one category, a value for each column. */
    public record Held(String category, List<String> columns, List<List<String>> rows) {

        public static Held of(String category, String column, String value) {
            return new Held(category, List.of(column), List.of(List.of(value)));
        }
    }

    /** Carries a granted request out until it is closed. */
    public void answers(Taken request, String organisation, List<Held> held) {
        String system = organisation + "-system";
        UUID command = UUID.randomUUID();
        ObjectNode part = EventJson.mapper().createObjectNode().put("system", system);
        held.forEach(data -> part.withArray("categories")
                .addObject()
                .put("category", data.category())
                .put("table", data.category().replace('-', '_'))
                .<ObjectNode>set("columns", EventJson.mapper().valueToTree(data.columns()))
                .set("rows", EventJson.mapper().valueToTree(data.rows())));
        counter.anyone()
                .header("Upload-Token", uploadToken(request, command))
                .body(part.toString())
                .put("/requests/" + request.id() + "/export-parts/" + command)
                .then()
                .statusCode(204);
        ObjectNode completed = Contracts.sample(COMPLETED, request.id());
        ObjectNode answered =
                completed.putArray("systems").addObject().put("system", system).put("commandId", command.toString());
        held.forEach(data -> answered.withArray("categories")
                .addObject()
                .put("category", data.category())
                .put("holdings", data.rows().size()));
        bus.tell("access-completed", organisation, completed);
        bus.await("request.closed", request.id());
    }

    /** The files of the package that the person downloads. */
    public Map<String, String> download(Taken request) {
        return unzip(counter.person(request)
                .get("/requests/" + request.id() + "/export")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray());
    }

    /** The files of an archive, by name. */
    public static Map<String, String> unzip(byte[] zip) {
        Map<String, String> files = new TreeMap<>();
        try (ZipInputStream stream = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = stream.getNextEntry(); entry != null; entry = stream.getNextEntry()) {
                files.put(entry.getName(), new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** A file of a package as JSON. */
    public static JsonNode json(String text) {
        try {
            return EventJson.mapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The token that retention-service gives to a data system, for the part that one command asks for. */
    public String uploadToken(Taken request, UUID command) {
        JsonNode upload = counter.open(
                "retention-service",
                bus.await("request.decided", request.id()).data().get("upload"));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(
                    Base64.getUrlDecoder().decode(upload.get("secret").asText()), "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(command.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
