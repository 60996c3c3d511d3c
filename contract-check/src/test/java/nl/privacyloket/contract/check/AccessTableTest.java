package nl.privacyloket.contract.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.privacyloket.contract.fuzz.AccessTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTableTest {
    /** What anybody may call without a token. One more is to be meant, and said here. */
    private static final Map<String, List<String>> OPEN_TO_ANYBODY = Map.of(
            "request-service",
            List.of(
                    "GET /audit/keys",
                    "GET /organisations",
                    "GET /organisations/{organisation}",
                    "GET /organisations/{organisation}/policies",
                    "GET /organisations/{organisation}/policies/current",
                    "GET /organisations/{organisation}/policies/{version}",
                    "POST /organisations/{organisation}/requests",
                    "GET /refusal-grounds"),
            "retention-service",
            List.of("GET /audit/keys", "GET /certificate-keys"),
            "notification-service",
            List.of("GET /audit/keys", "GET /unsubscribe/{token}", "POST /unsubscribe/{token}"));

    /** What a token opens that is not one of staff. */
    private static final Map<String, List<String>> OPEN_TO_A_TOKEN = Map.of(
            "request-service",
            List.of(
                    "GET /disclosures/{id} Status-Token",
                    "POST /disclosures/{id}/consent Status-Token",
                    "GET /requests/{id} Status-Token",
                    "POST /requests/{id}/answers Status-Token",
                    "POST /requests/{id}/confirmation Status-Token",
                    "GET /requests/{id}/export Status-Token",
                    "PUT /requests/{id}/export-parts/{command} Upload-Token",
                    "POST /requests/{id}/identity-document Status-Token",
                    "POST /requests/{id}/representation-evidence Status-Token",
                    "GET /requests/{id}/timeline Status-Token",
                    "POST /requests/{id}/transfer Status-Token",
                    "POST /requests/{id}/withdrawal Status-Token",
                    "GET /transfers/{id} Transfer-Token"),
            "retention-service",
            List.of(
                    "POST /permits/{commandId}/redemption Permit-Token",
                    "DELETE /permits/{commandId}/redemption Permit-Token"),
            "notification-service",
            List.of());

    private static final Path PAGE = Path.of("..", "docs", "access.md");

    /** {@code contracts/rewrite} writes the tables anew; the documents are held against the running services. */
    @Test
    void thePageSaysWhatTheDocumentsSay() throws IOException {
        String page = Files.readString(PAGE);
        String expected = page;
        for (String service : OPEN_TO_ANYBODY.keySet()) {
            Pattern section = Pattern.compile("(?s)(## " + service + "\n\n)\\|.*?\n(?=\n|$)");
            expected = section.matcher(expected).replaceFirst("$1" + Matcher.quoteReplacement(AccessTable.of(service)));
        }
        if (Boolean.getBoolean("contracts.rewrite")) {
            Files.writeString(PAGE, expected);
        } else {
            assertThat(page).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"request-service", "retention-service", "notification-service"})
    void nothingIsOpenByMistake(String service) {
        assertThat(AccessTable.openToAnybody(service))
                .containsExactlyInAnyOrderElementsOf(OPEN_TO_ANYBODY.get(service));
        assertThat(AccessTable.openToTokens(service)).containsExactlyInAnyOrderElementsOf(OPEN_TO_A_TOKEN.get(service));
    }
}
