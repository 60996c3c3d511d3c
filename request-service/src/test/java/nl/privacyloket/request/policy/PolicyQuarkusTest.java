package nl.privacyloket.request.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nl.privacyloket.request.support.Bus;
import nl.privacyloket.request.support.Contracts;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import nl.privacyloket.request.support.Stored;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class PolicyQuarkusTest {

    @Inject
    Counter counter;

    @Inject
    Bus bus;

    @Inject
    Stored stored;

    @Inject
    PolicyPublication publication;

    @TempDir
    Path folder;

    @Test
    void theFiveOrganisationsAreListed() {
        Response list = counter.anyone().get("/organisations");

        assertThat(list.jsonPath().getList("items.id", String.class))
                .containsExactly("compjoeter", "infactor", "pinkweb", "prifora", "primoforum");
        assertThat((int) list.path("total")).isEqualTo(5);
    }

    @Test
    void anOrganisationTellsWhatARequestNeeds() {
        Response primoforum = counter.anyone().get("/organisations/primoforum");

        assertThat((String) primoforum.path("promisedTerm")).isEqualTo("P4W");
        assertThat((String) primoforum.path("statutoryTerm")).isEqualTo("P1M");
        assertThat((String) primoforum.path("identity.perRight.access")).isEqualTo("masked-id-copy");
        assertThat((String) primoforum.path("identity.default")).isEqualTo("confirmed-email");
        assertThat(primoforum.jsonPath().getList("rights", String.class)).hasSize(7);
        assertThat((String) primoforum.path("complaint.body")).isEqualTo("Autoriteit Persoonsgegevens");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/organisations/nobody",
                "/organisations/nobody/policies",
                "/organisations/nobody/policies/1",
                "/organisations/prifora/policies/99",
                "/organisations/prifora/policies/latest"
            })
    void whatIsNotThereIsNotFound(String path) {
        counter.anyone().get(path).then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void publishedPoliciesAreEventsThatFitTheirContract() {
        Bus.Heard published = bus.await(event -> event.type().equals("nl.privacyloket.policy.published.v1")
                && event.key().equals("prifora/1"));

        Contracts.assertEvent(published.type(), published.data());
        assertThat(published.organisation()).isEqualTo("prifora");
        JsonNode policy = published.data().get("policy");
        assertThat(policy.get("validFrom").asText()).isEqualTo("2022-09-06");
        assertThat(policy.at("/identity/default").asText()).isEqualTo("confirmed-email");
    }

    @Test
    void theSameFilesAtTheNextStartPublishNothing() {
        var before = stored.counts();

        publication.publish(PolicyFile.readAll(Path.of("../policies")));

        assertThat(stored.counts()).isEqualTo(before);
    }

    @Test
    void aPublishedVersionDoesNotChange() throws IOException {
        String before =
                counter.anyone().get("/organisations/prifora/policies/1").asString();

        publication.publish(List.of(changed("prifora", "dueSoon: P7D", "dueSoon: P3D")));

        assertThat(counter.anyone().get("/organisations/prifora/policies/1").asString())
                .isEqualTo(before);
    }

    @Test
    void aHigherVersionIsTheNextOneAndOldRequestsKeepTheirs() throws IOException {
        Taken before = counter.asks("compjoeter", "access");

        publication.publish(List.of(changed("compjoeter", "version: 1", "version: 2")));

        Response versions = counter.anyone().get("/organisations/compjoeter/policies");
        assertThat(versions.jsonPath().getList("items.version", Integer.class)).containsExactly(2, 1);
        assertThat((int) counter.anyone()
                        .get("/organisations/compjoeter/policies/current")
                        .path("version"))
                .isEqualTo(2);
        assertThat((int) counter.anyone()
                        .get("/organisations/compjoeter/policies/1")
                        .path("version"))
                .isEqualTo(1);
        assertThat((int) counter.sees(before).path("policyVersion")).isEqualTo(1);
        assertThat((int) counter.sees(counter.asks("compjoeter", "access")).path("policyVersion"))
                .isEqualTo(2);
    }

    private Policy changed(String organisation, String from, String to) throws IOException {
        String text = Files.readString(Path.of("../policies", organisation + ".yaml"));
        return PolicyFile.read(Files.writeString(folder.resolve(organisation + ".yaml"), text.replace(from, to)));
    }
}
