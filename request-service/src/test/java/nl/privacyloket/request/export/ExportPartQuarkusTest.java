package nl.privacyloket.request.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.UUID;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import org.junit.jupiter.api.Test;

/** A data system brings its part once, as agreed, with the token that it was given. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class ExportPartQuarkusTest extends GrantedAccess {
    @Test
    void aPartIsTakenOnceAndTheSameAgainIsHarmless() {
        Taken request = granted();
        bring(request, part).then().statusCode(204);

        Response same = bring(request, part);
        Response other = bring(request, part.replace("Joris", "Boris"));

        assertThat(same.statusCode()).isEqualTo(204);
        other.then().statusCode(409).contentType("application/problem+json");
        assertThat(stored.number("select count(*) from export_part where request_id = '" + request.id() + "'"))
                .isEqualTo(1);
    }

    @Test
    void aWrongOrForeignUploadTokenFindsNothing() {
        Taken request = granted();
        Taken other = granted();

        put(request, token(other, command), part).then().statusCode(404);
        put(request, token(request, UUID.randomUUID()), part).then().statusCode(404);
        put(request, "nonsense", part).then().statusCode(404);
        counter.anyone()
                .body(part)
                .put("/requests/" + request.id() + "/export-parts/" + command)
                .then()
                .statusCode(404);

        assertThat(stored.number("select count(*) from export_part where request_id = '" + request.id() + "'"))
                .isZero();
    }

    @Test
    void aPartThatIsNotAsAgreedIsRefused() {
        Taken request = granted();

        bring(request, "{\"system\":\"primoforum-site\"").then().statusCode(400);
        bring(request, "null").then().statusCode(400);
        bring(request, "{\"system\":\"a\\u0000b\",\"categories\":[]}").then().statusCode(400);
        bring(
                        request,
                        "{\"system\":\"s\",\"categories\":[{\"category\":\"c\",\"table\":\"t\",\"columns\":[\"a\"],"
                                + "\"rows\":[[1,2]]}]}")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }
}
