package nl.privacyloket.request.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.OtherPolicies;
import nl.privacyloket.request.support.SettableClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was promised on the day of receipt holds, though the letter is entered later. */
@QuarkusTest
@TestProfile(OtherPolicies.class)
class LetterUnderEarlierPolicyQuarkusTest {

    private static final String ORGANISATION = OtherPolicies.CHANGES;

    @Inject
    Counter counter;

    @BeforeEach
    void stopTheClock() {
        SettableClock.set(SettableClock.START);
    }

    @Test
    void aLetterIsTakenUnderThePolicyOfItsDay() throws JsonProcessingException {
        ObjectNode next = (ObjectNode) EventJson.mapper()
                .readTree(counter.anyone()
                        .get("/organisations/" + ORGANISATION + "/policies/1")
                        .asString());
        next.remove("version");
        next.put("validFrom", "2026-11-22");
        counter.staff("privacy-officer", ORGANISATION)
                .body(next.toString())
                .put("/organisations/" + ORGANISATION + "/policy")
                .then()
                .statusCode(201);

        assertThat(versionOfLetter("2026-11-21T22:59:59Z")).isEqualTo(1);
        // From here on it is the 22nd in the Netherlands.
        assertThat(versionOfLetter("2026-11-21T23:00:00Z")).isEqualTo(2);
        assertThat(versionOfLetter(null)).isEqualTo(2);
        // Before there was any policy the earliest holds.
        assertThat(versionOfLetter("2017-11-20T12:00:00Z")).isEqualTo(1);
    }

    private int versionOfLetter(String receivedAt) {
        Map<String, Object> body = Counter.body("access");
        body.put("channel", "post");
        if (receivedAt != null) {
            body.put("receivedAt", receivedAt);
        }
        body.put("identifiers", List.of(Map.of("type", "customer-number", "value", "K-1")));
        return counter.staffSee(counter.enters(ORGANISATION, body), ORGANISATION)
                .path("policyVersion");
    }
}
