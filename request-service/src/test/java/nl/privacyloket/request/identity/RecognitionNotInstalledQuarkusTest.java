package nl.privacyloket.request.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import nl.privacyloket.request.support.Copies;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import org.junit.jupiter.api.Test;

/** Where pictures cannot be read by machine a person has to look, and that is said. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
@TestProfile(RecognitionNotInstalledQuarkusTest.NotInstalled.class)
class RecognitionNotInstalledQuarkusTest {

    /** Names a program that is not there. */
    public static final class NotInstalled implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("privacyloket.documents.recognition", "/nowhere/tesseract");
        }
    }

    @Inject
    Counter counter;

    @Test
    void aPictureWaitsForAPersonAndTheTextLayerIsStillRead() {
        Taken request = counter.asks("primoforum", "access");
        counter.confirms(request).then().statusCode(200);

        Response picture = counter.handsIn(request, "identity-document", Copies.png(Copies.with(Copies.BSN)));
        Response text = counter.handsIn(request, "identity-document", Copies.pdf(Copies.with(Copies.BSN)));

        picture.then().statusCode(201);
        assertThat((String) picture.path("inspection")).isEqualTo("awaiting-person");
        assertThat((String) counter.staffSee(request, "primoforum").path("identity.copy.inspection"))
                .isEqualTo("awaiting-person");
        text.then().statusCode(422);
    }
}
