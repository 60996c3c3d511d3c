package nl.privacyloket.stack.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** The public and the staff side of request-service, as a front end calls them. */
public final class RequestApi {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** @param base the service's address, without a slash at the end */
    public RequestApi(URI base) {
        this.base = base;
    }

    /** Files a request on the web. */
    public FiledRequest file(String organisation, NewRequest request) throws IOException, InterruptedException {
        JsonNode answer = json(
                post("/organisations/" + organisation + "/requests", request.toJson())
                        .build(),
                201);
        return new FiledRequest(
                UUID.fromString(answer.path("id").asText()),
                organisation,
                answer.path("reference").asText(),
                LocalDate.parse(answer.path("dueOn").asText()),
                answer.path("statusToken").asText());
    }

    /** Confirms with the code from the mail. */
    public JsonNode confirm(FiledRequest request, String code) throws IOException, InterruptedException {
        String body = JSON.createObjectNode().put("code", code).toString();
        return json(
                post("/requests/" + request.id() + "/confirmation", body)
                        .header("Status-Token", request.statusToken())
                        .build(),
                200);
    }

    /** The request as the person sees it. */
    public JsonNode seenByPerson(FiledRequest request) throws IOException, InterruptedException {
        return json(
                get("/requests/" + request.id())
                        .header("Status-Token", request.statusToken())
                        .build(),
                200);
    }

    /** The request as staff see it; the service notes that they did. */
    public JsonNode seenByStaff(FiledRequest request, String token) throws IOException, InterruptedException {
        return json(staff(get("/requests/" + request.id()), token), 200);
    }

    /** The dated facts, as staff see them. */
    public JsonNode timeline(FiledRequest request, String token) throws IOException, InterruptedException {
        return json(staff(get("/requests/" + request.id() + "/timeline"), token), 200);
    }

    /** Staff establish who asks. */
    public JsonNode verifyIdentity(FiledRequest request, String token, String method)
            throws IOException, InterruptedException {
        String body = JSON.createObjectNode()
                .put("method", method)
                .put("outcome", "verified")
                .toString();
        return json(staff(post("/requests/" + request.id() + "/identity-verification", body), token), 200);
    }

    /**
     * The privacy officer grants.
     *
     * @param planHash the plan that the officer saw, for an erasure; otherwise {@code null}
     */
    public JsonNode grant(FiledRequest request, String token, String planHash)
            throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode().put("outcome", "granted");
        if (planHash != null) {
            body.put("planHash", planHash);
        }
        return decide(request, token, body);
    }

    /** The privacy officer refuses. */
    public JsonNode refuse(FiledRequest request, String token, String ground, String reason)
            throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode()
                .put("outcome", "refused")
                .put("ground", ground)
                .put("reason", reason);
        return decide(request, token, body);
    }

    /** The privacy officer extends the term. */
    public JsonNode extend(FiledRequest request, String token, String reason) throws IOException, InterruptedException {
        String body = JSON.createObjectNode().put("reason", reason).toString();
        return json(staff(post("/requests/" + request.id() + "/extension", body), token), 200);
    }

    /**
     * The person uploads a copy of an identity document.
     *
     * @return the answer, whatever its status: a copy that shows too much is refused
     */
    public Answer uploadIdentityDocument(FiledRequest request, String fileName, byte[] document)
            throws IOException, InterruptedException {
        String boundary = "copy-" + UUID.randomUUID();
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"document\"; filename=\""
                        + fileName + "\"\r\nContent-Type: application/pdf\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        form.writeBytes(document);
        form.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        HttpRequest call = get("/requests/" + request.id() + "/identity-document")
                .header("Status-Token", request.statusToken())
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofByteArray(form.toByteArray()))
                .build();
        HttpResponse<String> response = client.send(call, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        return new Answer(response.statusCode(), JSON.readTree(response.body()));
    }

    /** An answer that a caller looks at whatever its status. */
    public record Answer(int status, JsonNode body) {}

    /** The person agrees that the package goes straight to the controller that the request named. */
    public JsonNode offerTransfer(FiledRequest request) throws IOException, InterruptedException {
        return json(
                post("/requests/" + request.id() + "/transfer", "")
                        .header("Status-Token", request.statusToken())
                        .build(),
                200);
    }

    /**
     * The other controller fetches the package, which goes once.
     *
     * @param token from the link that was mailed to it
     * @return the package; empty when it is not to be had (any more)
     */
    public Optional<byte[]> fetchTransfer(FiledRequest request, String token) throws IOException, InterruptedException {
        HttpRequest call = get("/transfers/" + request.id())
                .header("Transfer-Token", token)
                .build();
        HttpResponse<byte[]> response = client.send(call, HttpResponse.BodyHandlers.ofByteArray());
        return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
    }

    /** The package of an access request. */
    public byte[] export(FiledRequest request) throws IOException, InterruptedException {
        HttpRequest call = get("/requests/" + request.id() + "/export")
                .header("Status-Token", request.statusToken())
                .build();
        HttpResponse<byte[]> response = client.send(call, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new UnexpectedAnswerException(
                    describe(call), response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
        }
        return response.body();
    }

    private JsonNode decide(FiledRequest request, String token, ObjectNode body)
            throws IOException, InterruptedException {
        return json(staff(post("/requests/" + request.id() + "/decision", body.toString()), token), 200);
    }

    private HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
    }

    private HttpRequest.Builder post(String path, String body) {
        return get(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    }

    private static HttpRequest staff(HttpRequest.Builder call, String token) {
        return call.header("Authorization", "Bearer " + token).build();
    }

    private JsonNode json(HttpRequest call, int expected) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(call, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (response.statusCode() != expected) {
            throw new UnexpectedAnswerException(describe(call), response.statusCode(), response.body());
        }
        return JSON.readTree(response.body());
    }

    private static String describe(HttpRequest call) {
        return call.method() + " " + call.uri().getPath();
    }
}
