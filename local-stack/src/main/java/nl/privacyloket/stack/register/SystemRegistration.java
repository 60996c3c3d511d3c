package nl.privacyloket.stack.register;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.stack.Polling;
import nl.privacyloket.stack.layout.StackAddresses;
import nl.privacyloket.stack.layout.StackDirectory;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.oidc.StaffClaims;
import nl.privacyloket.stack.oidc.TokenRequests;
import nl.privacyloket.stack.sample.SampleSystem;

/** Tells retention-service which data systems there are, through its REST API, as an operator does. */
public final class SystemRegistration {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> CAPABILITIES =
            List.of("access", "erase", "rectify", "restrict", "purge", "verify");

    private final StackAddresses addresses;
    private final StackDirectory directory;
    private final HttpClient client = HttpClient.newHttpClient();

    public SystemRegistration(StackAddresses addresses, StackDirectory directory) {
        this.addresses = addresses;
        this.directory = directory;
    }

    /**
     * Registers a system, or does nothing when it is registered so already. Retention-service knows an organisation from the
     * moment that it has read its policy from Kafka, so a first 404 is asked again.
     *
     * @throws IOException when the service refuses, or does not know the organisation within the limit
     */
    public void register(SampleSystem system, Duration limit) throws IOException, InterruptedException {
        HttpRequest request = request(system);
        Optional<HttpResponse<String>> answer = Polling.upTo(limit).forAnswer(() -> known(request));
        if (answer.isEmpty()) {
            throw new IOException(
                    "retention-service does not know " + system.organisation() + " after " + limit.toSeconds() + " s");
        }
        if (answer.get().statusCode() / 100 != 2) {
            throw new IOException("retention-service refused to register " + system.id() + ": "
                    + answer.get().statusCode() + " " + answer.get().body());
        }
    }

    private Optional<HttpResponse<String>> known(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 404 ? Optional.empty() : Optional.of(response);
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private HttpRequest request(SampleSystem system) throws IOException, InterruptedException {
        String token =
                new TokenRequests(addresses.issuerUrl()).token(StaffClaims.of("operator", system.organisation()));
        URI target = addresses
                .baseUrl(StackService.RETENTION)
                .resolve("/organisations/" + system.organisation() + "/systems/" + system.id());
        return HttpRequest.newBuilder(target)
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body(system)))
                .build();
    }

    private String body(SampleSystem system) throws JsonProcessingException {
        ObjectNode body = JSON.createObjectNode();
        body.put("name", system.title());
        system.categories().forEach(body.putArray("categories")::add);
        system.ageSwept().forEach(body.putArray("ageSwept")::add);
        CAPABILITIES.forEach(body.putArray("capabilities")::add);
        body.set(
                "publicKey",
                JSON.readTree(KeyFolder.at(directory.keys(system.id())).publicJwk()));
        return body.toString();
    }
}
