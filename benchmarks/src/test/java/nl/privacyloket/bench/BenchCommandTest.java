package nl.privacyloket.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nl.privacyloket.bench.compare.Comparison;
import nl.privacyloket.bench.compare.Round;
import nl.privacyloket.bench.result.Figures;
import nl.privacyloket.bench.result.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<Path> directories = new ArrayList<>();

    @TempDir
    Path results;

    /** One that finds what it was told to. */
    private class Told implements Scenario {
        private final String name;
        private final Round round;

        private Told(String name, Round round) {
            this.name = name;
            this.round = round;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String summary() {
            return "what " + name + " does";
        }

        @Override
        public Outcome run(Bench bench) throws Exception {
            directories.add(bench.directory());
            Files.writeString(bench.directory().resolve("left"), "something");
            var comparison = new Comparison(1, List.of(round));
            return new Outcome(
                    name,
                    List.of(Figures.ofLimit("things of " + name, "things", "by hand", comparison, 0.5)),
                    Map.of("rounds", comparison.rounds(), "brief", bench.brief()),
                    List.of("fsync on"));
        }
    }

    @Test
    void tells_and_writes_what_each_scenario_found() throws Exception {
        int code = run(List.of(new Told("one", new Round(1000, 612.4, 1000)), new Told("two", new Round(10, 4, 10))));

        assertThat(code).isZero();
        assertThat(Files.readString(results.resolve("table.md")).lines())
                .anyMatch(
                        line -> line.matches(
                                "\\| things of one +\\| 1,000 things/s, by hand \\| 612 things/s +\\| 0.61 \\(0.61 to 0.61\\), 1 round \\| ≥ 0.50 +\\| reached +\\|"))
                .anyMatch(
                        line -> line.matches(
                                "\\| things of two +\\| 10 things/s, by hand +\\| 4 things/s +\\| 0.40 .* \\| NOT reached +\\|"))
                .contains("- one: fsync on");
        JsonNode one = new ObjectMapper().readTree(results.resolve("one.json").toFile());
        assertThat(one.at("/measured/rounds/0/system").asDouble()).isEqualTo(612.4);
        assertThat(one.at("/findings/0/reached").asBoolean()).isTrue();
        assertThat(one.at("/machine/processors").asInt())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(one.path("commit").asText()).isNotBlank();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("things of one", "Written to " + results);
    }

    @Test
    void one_that_is_measured_again_leaves_the_others_in_the_table() throws Exception {
        var one = new Told("one", new Round(1000, 612, 1000));
        run(List.of(one, new Told("two", new Round(10, 4, 10))));

        int code = run(List.of(one, new Told("two", new Round(10, 9, 10))), "two");

        assertThat(code).isZero();
        assertThat(Files.readString(results.resolve("table.md")))
                .contains("612 things/s", "9 things/s")
                .doesNotContain("4 things/s");
    }

    @Test
    void figures_of_limits_that_differ_are_not_told() throws Exception {
        run(List.of(new Told("one", new Round(10, 9, 20))));

        assertThat(Files.readString(results.resolve("table.md")))
                .contains("too few rounds count")
                .doesNotContain("9 things");
    }

    @Test
    void one_that_fails_takes_nothing_from_the_others() throws Exception {
        Scenario broken = new Told("broken", new Round(1, 1, 1)) {
            @Override
            public Outcome run(Bench bench) {
                throw new IllegalStateException("the disk is full");
            }
        };

        int code = run(
                List.of(new Told("one", new Round(1000, 612, 1000)), broken, new Told("two", new Round(10, 4, 10))));

        assertThat(code).isOne();
        assertThat(Files.readString(results.resolve("table.md")))
                .contains("612 things/s", "4 things/s")
                .doesNotContain("broken");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("FAILED: java.lang.IllegalStateException: the disk is full", "before: broken");
    }

    @Test
    void what_was_not_warm_is_told_beside_the_figure() throws Exception {
        Scenario cold = new Told("cold", new Round(10, 9, 10)) {
            @Override
            public Outcome run(Bench bench) throws Exception {
                bench.warmUp(Duration.ZERO, "things", () -> 1);
                return super.run(bench);
            }
        };

        run(List.of(cold, new Told("two", new Round(10, 9, 10))));

        assertThat(Files.readString(results.resolve("table.md")).lines().filter(line -> line.contains("warming up")))
                .containsExactly(
                        "- cold: measured after 0 s of warming up, when the services were still getting faster");
    }

    @Test
    void what_is_shared_and_does_not_end_takes_nothing_from_the_others() throws Exception {
        Scenario broken = new Told("broken", new Round(1, 1, 1)) {
            @Override
            public Outcome run(Bench bench) throws Exception {
                bench.kept().get(AutoCloseable.class, directory -> () -> {
                    throw new IllegalStateException("it hangs");
                });
                throw new IllegalStateException("the disk is full");
            }
        };

        int code = run(List.of(broken, new Told("two", new Round(10, 4, 10))));

        assertThat(code).isOne();
        assertThat(Files.readString(results.resolve("table.md"))).contains("4 things/s");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("left behind: java.lang.IllegalStateException: it hangs");
    }

    @Test
    void brief_runs_write_nothing() {
        int code = run(List.of(new Told("one", new Round(10, 9, 10))), "--brief");

        assertThat(code).isZero();
        assertThat(results).isEmptyDirectory();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("things of one");
    }

    @Test
    void nothing_of_a_scenario_stays() {
        run(List.of(new Told("one", new Round(10, 9, 10))));

        assertThat(directories).singleElement().satisfies(gone -> assertThat(gone)
                .doesNotExist());
    }

    @Test
    void an_unknown_scenario_is_named_and_nothing_is_measured() {
        assertThat(run(List.of(new Told("one", new Round(10, 9, 10))), "one", "three"))
                .isEqualTo(2);

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("There is no scenario three");
        assertThat(directories).isEmpty();
    }

    @Test
    void what_is_on_request_runs_only_when_it_is_named() {
        Told onRequest = new Told("two", new Round(10, 9, 10)) {
            @Override
            public boolean isOnRequest() {
                return true;
            }
        };
        List<Scenario> both = List.of(new Told("one", new Round(10, 9, 10)), onRequest);

        assertThat(run(both)).isZero();
        assertThat(results.resolve("one.json")).exists();
        assertThat(results.resolve("two.json")).doesNotExist();

        assertThat(run(both, "two")).isZero();
        assertThat(results.resolve("two.json")).exists();
    }

    @Test
    void the_list_names_every_scenario() {
        assertThat(run(Benchmarks.ALL, "--list")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSameSizeAs(Benchmarks.ALL);
        assertThat(Benchmarks.ALL)
                .allSatisfy(scenario -> assertThat(scenario.name()).matches("[a-z]+(-[a-z]+)*"));
    }

    private int run(List<Scenario> scenarios, String... words) {
        var print = new PrintStream(out, true, StandardCharsets.UTF_8);
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--results", results.toString()));
        return new CommandLine(new BenchCommand(scenarios, print))
                .setErr(new PrintWriter(print, true, StandardCharsets.UTF_8))
                .execute(all.toArray(String[]::new));
    }
}
