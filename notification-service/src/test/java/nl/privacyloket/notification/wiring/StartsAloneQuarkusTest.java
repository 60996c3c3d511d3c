package nl.privacyloket.notification.wiring;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import nl.privacyloket.notification.fixture.Broker;
import nl.privacyloket.notification.fixture.Organisations;
import nl.privacyloket.notification.fixture.Story;
import nl.privacyloket.notification.fixture.Surroundings;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Surroundings.class, initArgs = @ResourceArg(name = "down", value = "true"))
class StartsAloneQuarkusTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void startsWithKafkaAndTheMailServerDownSaysSoAndCatchesUp() throws Exception {
        List<String> atFirst = given().get("/q/health/ready").path("checks.findAll { it.status == 'DOWN' }.name");
        int live = given().get("/q/health/live").statusCode();
        Surroundings.kafka().start();
        Surroundings.mail().start();

        try (Broker broker = new Broker(Surroundings.kafka().bootstrapServers())) {
            Story.policy(broker, "prifora", 1, Organisations.prifora());
            Story story = new Story(broker, "prifora", "access").received("nl", "Saskia Voorbeeld", null);
            await().atMost(PATIENCE)
                    .until(() ->
                            !Surroundings.mail().mailbox().to(story.email()).isEmpty());
        }

        assertThat(live).isEqualTo(200);
        assertThat(atFirst).contains("smtp", "messaging");
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(given().get("/q/health/ready").statusCode()).isEqualTo(200));
    }
}
