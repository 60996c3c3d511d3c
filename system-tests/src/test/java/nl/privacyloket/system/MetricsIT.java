package nl.privacyloket.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.layout.StackService;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What dashboards and alert rules read is what the services tell: a name that changed would silence them. */
class MetricsIT {
    private static final Stack STACK = RunningStack.get();
    private static final Pattern SAMPLE =
            Pattern.compile("^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{((?:[^\"}]|\"(?:[^\"\\\\]|\\\\.)*\")*)})? ");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"");
    /** Given by Prometheus to everything that it reads. */
    private static final Set<String> TARGET = Set.of("job", "instance");

    @BeforeAll
    static void answerARequest() {
        PersonsRequest request =
                PersonsRequest.file(STACK, "infactor", "access", "Mia Measured", "mia.measured@example.org", "");
        request.confirmFromMail();
        request.awaitStatus("in-assessment");
        request.decide("{\"outcome\":\"refused\",\"ground\":\"excessive\",\"reason\":\"Asked every day.\"}");
        request.awaitStatus("closed");
    }

    @Test
    void everySeriesOfADashboardOrARuleExistsWithTheLabelsThatItIsChosenBy() {
        Map<String, Set<String>> wanted = new TreeMap<>();
        Monitoring.expressions().forEach(expression -> Monitoring.series(expression)
                .forEach((name, labels) ->
                        wanted.computeIfAbsent(name, any -> new TreeSet<>()).addAll(labels)));
        wanted.remove("up");

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            Map<String, Set<String>> told = told();
            assertThat(told).containsKeys(wanted.keySet().toArray(String[]::new));
            assertThat(wanted).allSatisfy((name, labels) -> {
                Set<String> own = new TreeSet<>(labels);
                own.removeAll(TARGET);
                assertThat(told.get(name)).as("labels of " + name).containsAll(own);
            });
        });
    }

    @Test
    void figuresAboutRequestsAreToldByOrganisationAndNothingElse() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(told())
                .containsEntry("privacyloket_requests_overdue", Set.of("organisation"))
                .containsEntry("privacyloket_requests_closed_total", Set.of("organisation", "outcome", "term"))
                .containsEntry("privacyloket_messages_undelivered", Set.of("organisation")));
    }

    /** Labels of each series, of all services together. */
    private static Map<String, Set<String>> told() {
        Map<String, Set<String>> told = new TreeMap<>();
        for (StackService service : StackService.values()) {
            Answer metrics = Api.anonymous(STACK).get(service, "/q/metrics");
            for (String line : metrics.text().lines().toList()) {
                Matcher sample = SAMPLE.matcher(line);
                if (sample.find()) {
                    Set<String> labels = told.computeIfAbsent(sample.group(1), name -> new TreeSet<>());
                    Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
                    while (label.find()) {
                        labels.add(label.group(1));
                    }
                }
            }
        }
        return told;
    }
}
