package nl.privacyloket.system;

import static nl.privacyloket.stack.layout.StackService.RETENTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.mail.ReceivedMail;
import nl.privacyloket.stack.sample.DemoPerson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The main job, end to end: what a person, the staff, compliance and the data system see of it. */
class StoryIT {
    private final Stack stack = RunningStack.get();

    @Test
    void erasureAtPriforaLeavesTheInvoiceThatTheTaxLawProtectsAndSaysSo() {
        WebshopCustomer customer =
                WebshopCustomer.add(stack, "S-1", "Erna Storyteller", "erna.storyteller@example.org");
        PersonsRequest request = erasureBy(customer);

        request.confirmFromMail();
        request.awaitStatus("in-assessment");
        request.grantErasure();
        request.awaitStatus("closed");
        request.awaitMails(4);

        assertThat(customer.rowsLeft(stack)).isZero();
        assertThat(customer.oldInvoices(stack)).isZero();
        assertThat(customer.minimisedRecentInvoices(stack)).isEqualTo(1);
        JsonNode plan = request.staff("case-handler")
                .get(RETENTION, request.path() + "/erasure-plan")
                .expect(200);
        JsonNode kept = only(plan.path("verdicts"), "invoices", "retain");
        assertThat(kept.path("until").asText()).isEqualTo(WebshopCustomer.KEPT_THROUGH.toString());
        assertThat(kept.path("basis").asText()).isEqualTo("AWR art. 52(4)");
        assertThat(kept.path("holdings").asInt()).isEqualTo(1);
        ReceivedMail completion = request.mails().get(3);
        assertThat(completion.text())
                .containsIgnoringWhitespaces(
                        "31 December " + WebshopCustomer.KEPT_THROUGH.getYear(),
                        "article 52 of the Dutch General State Taxes Act");
        assertThat(completion.text()).contains("Autoriteit Persoonsgegevens");
        assertThat(request.mails()).hasSize(4).extracting(ReceivedMail::subject).doesNotHaveDuplicates();
    }

    @Test
    void accessAtPrimoforumEndsWithEveryRowOfThatPersonAndOfNoOneElse() throws IOException {
        DemoPerson person = DemoPerson.SITE;
        PersonsRequest request = PersonsRequest.file(
                stack,
                person.organisation(),
                "access",
                person.fullName(),
                person.email(),
                "{\"type\":\"%s\",\"value\":\"%s\"}".formatted(person.identifierType(), person.identifierValue()));

        request.confirmFromMail();
        request.awaitStatus("awaiting-identity");
        request.verifyIdentity();
        request.awaitStatus("in-assessment");
        request.grant();
        request.awaitStatus("closed");

        Map<String, String> zip = unzip(request.person().get(StackService.REQUEST, request.path() + "/export"));
        String data = zip.get("data.json");
        assertThat(data).contains(person.email());
        assertThat(zip).containsKey("index.html");
        zip.values().forEach(file -> assertThat(file).doesNotContain(person.namesakeEmail()));
        assertThat(zip.keySet()).anyMatch(name -> name.endsWith(".csv"));
        for (String category : List.of("account", "website-visitor", "newsletter", "testimonial")) {
            assertThat(data).contains("\"" + category + "\"");
        }
    }

    @Test
    void aRefusalTellsTheReasonTheComplaintBodyAndTheCourt() {
        PersonsRequest request =
                PersonsRequest.file(stack, "infactor", "access", "Rob Refused", "rob.refused@example.org", "");

        request.confirmFromMail();
        request.awaitStatus("in-assessment");
        request.staff("privacy-officer")
                .post(
                        StackService.REQUEST,
                        request.path() + "/decision",
                        "{\"outcome\":\"refused\",\"ground\":\"excessive\",\"reason\":\"Asked for the tenth time this month.\"}")
                .expect(200);
        request.awaitStatus("closed");
        request.awaitMails(3);

        assertThat(request.mails().get(2).text())
                .contains("Asked for the tenth time this month.", "Autoriteit Persoonsgegevens", "court");
    }

    @ParameterizedTest
    @EnumSource(StackService.class)
    void aServiceKilledInTheMiddleOfTheStoryChangesNothingOfItsEnd(StackService victim) throws Exception {
        String name = victim.id();
        WebshopCustomer customer = WebshopCustomer.add(stack, "K-" + name, "Kees Killed", name + ".killed@example.org");
        PersonsRequest request = erasureBy(customer);

        request.confirmFromMail();
        killAndStart(victim);
        request.awaitStatus("in-assessment");
        request.grantErasure();
        killAndStart(victim);
        request.awaitStatus("closed");
        request.awaitMails(4);

        assertThat(customer.rowsLeft(stack)).isZero();
        assertThat(customer.oldInvoices(stack)).isZero();
        assertThat(customer.minimisedRecentInvoices(stack)).isEqualTo(1);
        assertThat(request.subjects()).hasSize(4).doesNotHaveDuplicates();
        awaitAuditWithoutGap();
        assertThat(deadLetters()).isZero();
    }

    @Test
    void complianceOfOneOrganisationReadsItsOwnEntriesOnly() {
        PersonsRequest request =
                PersonsRequest.file(stack, "prifora", "access", "Audrey Audited", "audrey.audited@example.org", "");
        Api anyone = Api.anonymous(stack);

        await().atMost(Duration.ofSeconds(30))
                .until(() -> auditEntries(anyone.as("compliance", "prifora")).contains(request.id()));

        assertThat(auditEntries(anyone.as("compliance", "infactor"))).doesNotContain(request.id());
        assertThat(anyone.as("case-handler", "prifora")
                        .get(StackService.REQUEST, "/audit/entries")
                        .status())
                .isEqualTo(403);
    }

    private static String auditEntries(Api compliance) {
        return compliance
                .get(StackService.REQUEST, "/audit/entries?from=0")
                .expect(200)
                .path("entries")
                .toString();
    }

    private void killAndStart(StackService victim) throws Exception {
        stack.service(victim).kill();
        stack.service(victim).start();
        stack.service(victim).awaitReady(Duration.ofSeconds(90));
    }

    private void awaitAuditWithoutGap() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Map<String, List<Long>> indices = new TreeMap<>(AuditTopic.indices(stack));
            assertThat(indices.keySet()).contains("request-service", "retention-service", "notification-service");
            indices.forEach((service, seen) -> assertThat(seen)
                    .as("audit log of " + service)
                    .containsExactlyElementsOf(
                            LongStream.range(0, seen.size()).boxed().toList()));
        });
    }

    private int deadLetters() {
        int total = 0;
        for (StackService service : List.of(StackService.REQUEST, RETENTION, StackService.NOTIFICATION)) {
            total += Api.anonymous(stack)
                    .as("operator", "prifora")
                    .get(service, "/dead-letters")
                    .expect(200)
                    .path("total")
                    .asInt();
        }
        return total;
    }

    private PersonsRequest erasureBy(WebshopCustomer customer) {
        return PersonsRequest.file(
                stack,
                "prifora",
                "erasure",
                customer.name(),
                customer.email(),
                "{\"type\":\"customer-number\",\"value\":\"%s\"}".formatted(customer.number()));
    }

    private static JsonNode only(JsonNode verdicts, String category, String verdict) {
        for (JsonNode candidate : verdicts) {
            if (category.equals(candidate.path("category").asText())
                    && verdict.equals(candidate.path("verdict").asText())) {
                return candidate;
            }
        }
        throw new AssertionError("no verdict " + verdict + " for " + category + " in " + verdicts);
    }

    private static Map<String, String> unzip(Answer answer) throws IOException {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        Map<String, String> files = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.body()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}
