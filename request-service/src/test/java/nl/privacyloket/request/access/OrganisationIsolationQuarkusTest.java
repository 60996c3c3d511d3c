package nl.privacyloket.request.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.privacyloket.request.support.Copies;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import nl.privacyloket.request.support.Stored;
import org.junit.jupiter.api.Test;

/**
 * Every operation in the OpenAPI document that is about one organisation or one request is closed to the staff of another,
 * but for those that are listed here as open to anyone. An operation that is added is tested without a change here.
 */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class OrganisationIsolationQuarkusTest {

    private static final Set<String> OPEN_TO_ANYONE = Set.of(
            "get /organisations/{organisation}",
            "get /organisations/{organisation}/policies",
            "get /organisations/{organisation}/policies/current",
            "get /organisations/{organisation}/policies/{version}");

    private static final List<String> ALL_ROLES =
            List.of("case-handler", "privacy-officer", "compliance", "operator", "system");

    private static final Map<String, Object> FITTING = Map.ofEntries(
            Map.entry("identity-verification", Map.of("method", "at-the-counter", "outcome", "verified")),
            Map.entry("decision", Map.of("outcome", "granted")),
            Map.entry("approval", Map.of("outcome", "approved")),
            Map.entry("clarification", Map.of("question", "Which address do you mean?")),
            Map.entry("answers", Map.of("text", "The old one.")),
            Map.entry("extension", Map.of("reason", "It takes longer.")),
            Map.entry("closing", Map.of("reason", "Done by hand.")),
            Map.entry("confirmation", Map.of("code", "12345678")),
            Map.entry("requests", Counter.body("access")),
            Map.entry("lifting", Map.of("reason", "The data are right.")),
            Map.entry("telling", Map.of("how", "phone")),
            Map.entry("consent", Map.of("consent", "given")),
            Map.entry("disclosures", disclosure()));

    /** What has an id of its own. */
    private static final List<String> BY_ID = List.of("/requests/", "/disclosures/", "/transfers/");

    @Inject
    Counter counter;

    @Inject
    Stored stored;

    private String disclosed;

    /** @param multipart whether it takes a file */
    record Operation(String method, String path, boolean multipart) {
        String name() {
            return method + " " + path;
        }
    }

    @Test
    void staffOfAnotherOrganisationFindNothing() {
        Taken request = counter.inAssessment("prifora", "access");
        disclosed();
        Map<String, Long> before = stored.counts();

        for (Operation operation : operations()) {
            Response answer = call(operation, counter.staff(ALL_ROLES, "primoforum"), request);

            // Operations for persons ask for their token, whoever else the caller is.
            assertThat(answer.statusCode()).as(operation.name()).isIn(404, 401);
            assertThat(answer.contentType()).as(operation.name()).startsWith("application/problem+json");
        }
        assertThat(stored.counts()).isEqualTo(before);
    }

    @Test
    void thePersonsTokenOfAnotherRequestFindsNothing() {
        Taken request = counter.inAssessment("prifora", "access");
        Taken other = counter.asks("prifora", "access");
        disclosed();
        Map<String, Long> before = stored.counts();

        for (Operation operation : operations()) {
            if (isById(operation.path())) {
                Response answer = call(operation, counter.person(other), request);

                assertThat(answer.statusCode()).as(operation.name()).isIn(404, 401);
            }
        }
        assertThat(stored.counts()).isEqualTo(before);
    }

    @Test
    void withoutATokenNothingOfARequestIsSeenOrChanged() {
        Taken request = counter.inAssessment("prifora", "access");
        disclosed();
        Map<String, Long> before = stored.counts();

        for (Operation operation : operations()) {
            if (isById(operation.path())) {
                Response answer = call(operation, counter.anyone(), request);

                assertThat(answer.statusCode()).as(operation.name()).isIn(401, 404);
            }
        }
        assertThat(stored.counts()).isEqualTo(before);
    }

    @Test
    void theDocumentNamesTheStaffOperationsThatThisTestRestsOn() {
        assertThat(operations().stream().map(Operation::name))
                .contains(
                        "get /organisations/{organisation}/requests",
                        "post /organisations/{organisation}/requests",
                        "get /requests/{id}",
                        "get /requests/{id}/timeline",
                        "post /requests/{id}/identity-verification",
                        "post /requests/{id}/decision",
                        "post /requests/{id}/decision/approval",
                        "post /requests/{id}/clarification",
                        "post /requests/{id}/answers",
                        "post /requests/{id}/extension",
                        "post /requests/{id}/closing",
                        "post /requests/{id}/identity-document",
                        "get /requests/{id}/identity-document",
                        "post /requests/{id}/representation-evidence",
                        "get /requests/{id}/representation-evidence",
                        "post /requests/{id}/restriction/lifting",
                        "post /requests/{id}/restriction/lifting/telling",
                        "post /requests/{id}/restriction/lifting/closing",
                        "post /requests/{id}/transfer",
                        "get /transfers/{id}",
                        "put /organisations/{organisation}/policy",
                        "post /organisations/{organisation}/disclosures",
                        "get /organisations/{organisation}/disclosures",
                        "get /disclosures/{id}",
                        "post /disclosures/{id}/consent",
                        "post /disclosures/{id}/completion");
    }

    private static boolean isById(String path) {
        return BY_ID.stream().anyMatch(path::startsWith);
    }

    private static Map<String, Object> disclosure() {
        return Map.of(
                "recipient",
                Map.of("name", "Proefbank"),
                "askedBy",
                "person",
                "basis",
                "consent",
                "categories",
                List.of("account"),
                "purpose",
                "Voor een hypotheek.",
                "subject",
                Map.of("name", "Saskia Voorbeeld", "email", "saskia@example.org"));
    }

    /** One that the person was asked about. */
    private String disclosed() {
        if (disclosed == null) {
            disclosed = counter.staff("privacy-officer", "prifora")
                    .body(disclosure())
                    .post("/organisations/prifora/disclosures")
                    .path("id");
        }
        return disclosed;
    }

    private List<Operation> operations() {
        JsonPath document = counter.anyone()
                .accept("application/json")
                .get("/q/openapi?format=json")
                .jsonPath();
        List<Operation> operations = new ArrayList<>();
        Map<String, Map<String, Object>> paths = document.getMap("paths");
        paths.forEach((path, item) -> item.keySet().stream()
                .filter(Set.of("get", "post", "put", "delete", "patch")::contains)
                .map(method -> new Operation(method, path, takesFile(item.get(method))))
                .filter(operation -> path.contains("{organisation}") || isById(path))
                .filter(operation -> !OPEN_TO_ANYONE.contains(operation.name()))
                .forEach(operations::add));
        return operations;
    }

    private static boolean takesFile(Object operation) {
        return String.valueOf(operation).contains("multipart/form-data");
    }

    private Response call(Operation operation, RequestSpecification caller, Taken request) {
        String path = operation
                .path()
                .replace("{organisation}", "prifora")
                .replace("{id}", operation.path().startsWith("/disclosures/") ? disclosed() : request.id())
                .replaceAll("\\{[^}]+}", "00000000-0000-0000-0000-000000000001");
        if (operation.multipart()) {
            return caller.contentType("multipart/form-data")
                    .multiPart("document", "copy.pdf", Copies.pdf(Copies.MASKED), "application/pdf")
                    .request(operation.method().toUpperCase(java.util.Locale.ROOT), path);
        }
        String last = path.substring(path.lastIndexOf('/') + 1);
        RequestSpecification filled =
                operation.method().equals("get") ? caller : caller.body(FITTING.getOrDefault(last, Map.of()));
        return filled.request(operation.method().toUpperCase(java.util.Locale.ROOT), path);
    }
}
