package nl.privacyloket.connector.operations;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Where calls that were refused are noted, and how many make one entry. */
@QuarkusTest
@QuarkusTestResource(DataSystems.class)
class RefusedCallsQuarkusTest extends CallsOnRecord {
    @Test
    void aRoleThatIsMissingIsNotedWhereTheCallWasAbout() throws Exception {
        List<String> before = entries("infactor-crm", "access.refused");

        caller("zonderrol@infactor", "case-handler", "infactor")
                .get(K_ANONYMITY)
                .then()
                .statusCode(403);

        assertThat(added(before, entries("infactor-crm", "access.refused")))
                .containsExactly("infactor " + actor("infactor-crm", "zonderrol@infactor")
                        + " endpoint GET /systems/{system}/k-anonymity forbidden");
    }

    @Test
    void whoWorksForTwoIsNotedWhereTheCallWasAboutElseAtTheFirst() throws Exception {
        List<String> crm = entries("infactor-crm", "access.refused");
        List<String> recovery = entries("compjoeter-recovery", "access.refused");

        caller("dubbel@werk", "case-handler", "infactor", "compjoeter")
                .get(K_ANONYMITY)
                .then()
                .statusCode(403);
        caller("dubbel@werk", "case-handler", "infactor", "compjoeter")
                .get("/dead-letters")
                .then()
                .statusCode(403);

        assertThat(added(crm, entries("infactor-crm", "access.refused")))
                .containsExactly("infactor " + actor("infactor-crm", "dubbel@werk")
                        + " endpoint GET /systems/{system}/k-anonymity forbidden");
        assertThat(added(recovery, entries("compjoeter-recovery", "access.refused")))
                .contains("compjoeter " + actor("compjoeter-recovery", "dubbel@werk")
                        + " endpoint GET /dead-letters forbidden");
    }

    @Test
    void whoAsksForASystemOfOthersIsNotedAtTheirOwnOrganisation() throws Exception {
        List<String> before = entries("infactor-crm", "access.refused");

        caller("vreemde@pinkweb", "operator", "pinkweb").get(K_ANONYMITY).then().statusCode(404);

        assertThat(entries("pinkweb-portal", "access.refused"))
                .contains("pinkweb " + actor("pinkweb-portal", "vreemde@pinkweb")
                        + " endpoint GET /systems/{system}/k-anonymity not-found");
        assertThat(added(before, entries("infactor-crm", "access.refused"))).isEmpty();
    }

    @Test
    void whoWorksForNobodyThatIsServedHereIsCountedAsNobody() throws Exception {
        List<String> before = entries("compjoeter-recovery", "access.refused");

        caller("buiten@elders", "case-handler", "elders")
                .get("/dead-letters")
                .then()
                .statusCode(403);
        caller("buiten@elders", "case-handler", "elders")
                .get("/dead-letters")
                .then()
                .statusCode(403);
        settle();

        assertThat(added(before, entries("compjoeter-recovery", "access.refused")))
                .contains("- anonymous endpoint GET /dead-letters forbidden.times-2");
    }

    @Test
    void callsWithoutATokenAreOneEntryAMinuteInTheFirstSystem() throws Exception {
        settle();
        List<String> before = entries("compjoeter-recovery", "access.refused");

        for (int i = 0; i < 40; i++) {
            given().delete("/dead-letters/0d9ed0c4-3a3f-4a47-9a0e-0f6f3a3f3a3f")
                    .then()
                    .statusCode(401);
        }
        settle();

        List<String> added = added(before, entries("compjoeter-recovery", "access.refused"));
        assertThat(added)
                .hasSizeBetween(1, 2)
                // One alone, of the end of a minute, is not counted.
                .allMatch(entry -> entry.startsWith("- anonymous endpoint DELETE /dead-letters/{id} unauthenticated"));
        assertThat(times(added)).isEqualTo(40);
    }

    /** The first system of this organisation is the one in MariaDB. */
    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void aFloodOfOneWhoIsKnownIsBoundedAndCountedInMariaDbToo() throws Exception {
        List<String> before = entries("maria-shop", "access.refused");
        int sent = 60;

        for (int i = 0; i < sent; i++) {
            caller("druk@prifora", "case-handler", "prifora")
                    .get("/dead-letters")
                    .then()
                    .statusCode(403);
            if (i == 40) {
                settle();
            }
        }
        settle();

        List<String> added = added(before, entries("maria-shop", "access.refused"));
        String start = "prifora " + actor("maria-shop", "druk@prifora") + " endpoint GET /dead-letters forbidden";
        assertThat(added).allMatch(entry -> entry.startsWith(start)).hasSizeBetween(22, 45);
        assertThat(times(added)).isEqualTo(sent);
    }

    private static long times(List<String> entries) {
        return entries.stream()
                .mapToLong(
                        entry -> entry.contains(".times-") ? Long.parseLong(entry.replaceFirst(".*\\.times-", "")) : 1)
                .sum();
    }
}
