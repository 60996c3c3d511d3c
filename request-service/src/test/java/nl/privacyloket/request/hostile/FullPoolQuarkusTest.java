package nl.privacyloket.request.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import org.junit.jupiter.api.Test;

/** Every connection to the database is in use. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class FullPoolQuarkusTest {
    @Inject
    AgroalDataSource dataSource;

    @Inject
    Counter counter;

    @Test
    void aCallerIsToldToComeBackAndIsServedAfterwards() throws Exception {
        Taken request = counter.asks("prifora", "access");
        List<Connection> taken = takeAll();
        try {
            ComeAgain.isToldAbout(request);
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }

        RestAssured.given()
                .header("Status-Token", request.statusToken())
                .get("/requests/" + request.id())
                .then()
                .statusCode(200);
    }

    private List<Connection> takeAll() throws SQLException {
        List<Connection> taken = new ArrayList<>();
        try {
            while (true) {
                taken.add(dataSource.getConnection());
            }
        } catch (SQLException full) {
            assertThat(taken).isNotEmpty();
            return taken;
        }
    }
}
