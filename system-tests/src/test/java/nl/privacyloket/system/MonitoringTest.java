package nl.privacyloket.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Dashboards and rules are whole: an alert without a text to act by, or a panel without a unit, helps nobody at night. */
class MonitoringTest {
    private static final int GRID_COLUMNS = 24;

    @Test
    void aDashboardHasAnIdOfItsOwnAndIsNamedAfterIt() {
        assertThat(Monitoring.dashboards()).hasSize(5).allSatisfy((file, dashboard) -> assertThat(file)
                .isEqualTo(dashboard.path("uid").asText() + ".json"));
        assertThat(Monitoring.dashboards().values())
                .extracting(dashboard -> dashboard.path("title").asText())
                .doesNotHaveDuplicates();
    }

    @Test
    void thePanelsOfADashboardHaveIdsOfTheirOwnAndDoNotOverlap() {
        assertThat(Monitoring.dashboards().values()).allSatisfy(dashboard -> {
            assertThat(dashboard.path("panels"))
                    .extracting(panel -> panel.path("id").asInt())
                    .doesNotHaveDuplicates()
                    .allMatch(id -> id > 0);
            assertThat(dashboard.path("panels"))
                    .extracting(panel -> panel.path("gridPos").path("x") + "/"
                            + panel.path("gridPos").path("y"))
                    .doesNotHaveDuplicates();
            assertThat(dashboard.path("panels")).allMatch(MonitoringTest::fits);
        });
    }

    @Test
    void aPanelSaysWhatItShowsAndInWhatUnit() {
        assertThat(Monitoring.panels()).isNotEmpty().allSatisfy(panel -> {
            assertThat(panel.path("title").asText()).isNotBlank();
            assertThat(panel.path("description").asText()).endsWith(".");
            assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isNotBlank();
            assertThat(panel.path("targets")).isNotEmpty();
        });
    }

    /** No dashboard belongs to one Grafana: what it reads from is chosen there. */
    @Test
    void thePanelsReadFromTheDataSourceOfTheirDashboard() {
        assertThat(Monitoring.panels())
                .allSatisfy(panel ->
                        assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}"));
        assertThat(Monitoring.dashboards().values())
                .allSatisfy(dashboard -> assertThat(dashboard.at("/templating/list"))
                        .extracting(variable -> variable.path("type").asText())
                        .contains("datasource"));
    }

    @Test
    void anAlertSaysHowBadItIsAndWhatIsWrong() {
        assertThat(Monitoring.alerts()).isNotEmpty().allSatisfy(alert -> {
            assertThat(alert.at("/labels/severity").asText()).isIn(Set.of("critical", "warning"));
            assertThat(alert.at("/annotations/summary").asText()).isNotBlank();
            assertThat(alert.at("/annotations/description").asText()).endsWith(".");
            assertThat(alert.path("for").asText()).matches("[0-9]+[mh]");
        });
        assertThat(Monitoring.alerts())
                .extracting(alert -> alert.path("alert").asText())
                .doesNotHaveDuplicates();
    }

    @Test
    void anAlertNamesTheSectionOfTheRunbookThatTellsWhatToDo() throws IOException {
        for (JsonNode alert : Monitoring.alerts()) {
            String name = alert.path("alert").asText();
            String[] runbook = alert.at("/annotations/runbook").asText().split("#");
            assertThat(runbook[1]).isEqualTo(name.toLowerCase(Locale.ROOT));
            assertThat(Files.readString(Monitoring.PROJECT.resolve(runbook[0])))
                    .containsPattern(Pattern.compile("^### " + name + "$", Pattern.MULTILINE));
        }
    }

    @Test
    void theSeriesOfAnExpressionAreFound() {
        assertThat(
                        Monitoring.series(
                                "sum by (job, le) (rate(calls_total{status=~\"5..\", job=\"a\"}[5m])) / max(up) > 0.5 or absent(other)"))
                .containsOnlyKeys("calls_total", "up", "other")
                .containsEntry("calls_total", Set.of("status", "job"));
    }

    private static boolean fits(JsonNode panel) {
        return panel.at("/gridPos/x").asInt() + panel.at("/gridPos/w").asInt() <= GRID_COLUMNS;
    }
}
