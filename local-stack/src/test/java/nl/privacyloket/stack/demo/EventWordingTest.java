package nl.privacyloket.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import nl.privacyloket.stack.client.TopicRecord;
import org.junit.jupiter.api.Test;

class EventWordingTest {

    private final EventWording wording = new EventWording();

    @Test
    void namesTheRequestByItsReferenceAlsoWhereAnEventOnlyHasItsId() {
        wording.of(event("request.received.v1", """
                {"requestId": "r1", "reference": "PRIFORA-2026-000001", "right": "erasure", "dueOn": "2026-12-22"}"""));

        assertThat(wording.of(event("retention.erasure-planned.v1", """
                        {"requestId": "r1", "verdicts": [
                          {"category": "account", "verdict": "erase", "until": null, "holdings": 1},
                          {"category": "invoices", "verdict": "retain", "until": "2033-12-31", "holdings": 3}]}""")))
                .contains("PRIFORA-2026-000001 erasure planned: erase 1 account, retain 3 invoices until 2033-12-31");
    }

    @Test
    void countsWhatASystemDid() {
        assertThat(wording.of(event("result.erased.v1", """
                        {"categories": [{"category": "account", "erased": 1, "retained": 0},
                          {"category": "invoices", "erased": 2, "retained": 3}]}""")))
                .contains("erased 1 account, 2 invoices; kept 3 invoices");
        assertThat(wording.of(event("result.verified.v1", "{\"holdings\": []}")))
                .contains("counted: nothing");
    }

    @Test
    void saysWhatWasCorrectedAndWhatCouldNotBeDone() {
        assertThat(wording.of(event("result.rectified.v1", """
                        {"fields": [{"field": "address", "rows": 1, "outcome": "changed"}]}"""))).contains("corrected: address changed (1)");
        assertThat(wording.of(event("result.restricted.v1", "{\"action\": \"restrict\", \"categories\": []}")))
                .contains("restrict: nothing");
        assertThat(wording.of(event("retention.execution-failed.v1", "{\"system\": null, \"reason\": \"no-system\"}")))
                .contains("not carried out: no-system");
        assertThat(wording.of(
                        event("retention.erasure-failed.v1", "{\"system\": \"crm\", \"reason\": \"cannot-retain\"}")))
                .contains("erasure failed at crm: cannot-retain");
    }

    @Test
    void isSilentAboutWhatAReaderWouldNotMiss() {
        assertThat(wording.of(event("audit.entry.v1", "{\"service\": \"request-service\"}")))
                .isEmpty();
        assertThat(wording.of(event("command.erase.v1", "{\"requestId\": \"r1\"}")))
                .isEmpty();
    }

    private static TopicRecord event(String type, String data) {
        return new TopicRecord(
                "t", 0, 0, "k", Map.of("ce_type", "nl.privacyloket." + type), data.getBytes(StandardCharsets.UTF_8));
    }
}
