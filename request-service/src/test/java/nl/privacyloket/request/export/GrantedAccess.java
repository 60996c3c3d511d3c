package nl.privacyloket.request.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import nl.privacyloket.request.support.Bus;
import nl.privacyloket.request.support.Contracts;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.SettableClock;
import nl.privacyloket.request.support.Stored;
import org.junit.jupiter.api.BeforeEach;

/** Access that Primoforum granted, with the data system played by the golden samples. */
abstract class GrantedAccess {
    static final String ACCESSED = "nl.privacyloket.retention.access-completed.v1.sample";

    @Inject
    Counter counter;

    @Inject
    Bus bus;

    @Inject
    Stored stored;

    final UUID command = UUID.randomUUID();
    final String part = Contracts.read("export-part.sample.json").toString();

    @BeforeEach
    void stopTheClock() {
        SettableClock.set(SettableClock.START);
    }

    /** An access request that was granted, so that parts are expected. */
    Taken granted() {
        Taken request = counter.inAssessment("primoforum", "access");
        counter.decides(request, "primoforum", Map.of("outcome", "granted"))
                .then()
                .statusCode(200);
        return request;
    }

    ObjectNode completed(Taken request) {
        ObjectNode completed = Contracts.sample(ACCESSED, request.id());
        ((ObjectNode) completed.at("/systems/0")).put("commandId", command.toString());
        return completed;
    }

    Response bring(Taken request, String body) {
        return put(request, token(request, command), body);
    }

    Response put(Taken request, String token, String body) {
        return counter.anyone()
                .header("Upload-Token", token)
                .body(body)
                .put("/requests/" + request.id() + "/export-parts/" + command);
    }

    /** The token that retention-service gives to a data system. */
    String token(Taken request, UUID forCommand) {
        JsonNode upload = counter.open(
                "retention-service",
                bus.await("request.decided", request.id()).data().get("upload"));
        Contracts.assertFits("sealed/upload", upload);
        assertThat(upload.get("url").asText())
                .isEqualTo("https://loket.example/requests/" + request.id() + "/export-parts");
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(
                    Base64.getUrlDecoder().decode(upload.get("secret").asText()), "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(forCommand.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
