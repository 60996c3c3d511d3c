package nl.privacyloket.request.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.privacyloket.request.law.Coded;
import nl.privacyloket.request.law.RefusalGround;
import org.junit.jupiter.api.Test;

/** {@code docs/casework.md} says what the code does. */
class CaseworkDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/casework.md");

    @Test
    void theStepsAreThoseOfTheTable() throws IOException {
        List<String> steps = Arrays.stream(Step.values())
                .map(step ->
                        row("`" + step.code() + "`", takers(step), statuses(step::isFrom), statuses(step::leadsTo)))
                .toList();

        assertThat(table("step")).isEqualTo(steps);
    }

    @Test
    void theStatusesAreThoseOfTheTable() throws IOException {
        assertThat(table("status").stream().map(row -> row.split("`")[1]))
                .containsExactlyElementsOf(Arrays.stream(RequestStatus.values())
                        .map(RequestStatus::code)
                        .toList());
    }

    @Test
    void theGroundsAreThoseOfTheTable() throws IOException {
        List<String> grounds = Arrays.stream(RefusalGround.values())
                .map(ground -> row(
                        "`" + ground.code() + "`",
                        ground.source(),
                        codes(ground.rights().stream().sorted())))
                .toList();

        assertThat(table("ground")).isEqualTo(grounds);
    }

    /** Rows of the table whose first column has that head. */
    private static List<String> table(String head) throws IOException {
        return Files.readAllLines(DOCUMENT).stream()
                .dropWhile(line -> !line.startsWith("| " + head + " |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    private static String takers(Step step) {
        return Arrays.stream(Step.Taker.values())
                .filter(step::isFor)
                .map(taker -> taker == Step.Taker.STAFF && step.isForOfficer()
                        ? "officer"
                        : taker.name().toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private static String statuses(Predicate<RequestStatus> wanted) {
        return codes(Arrays.stream(RequestStatus.values()).filter(wanted));
    }

    private static String codes(Stream<? extends Coded> values) {
        return values.map(Coded::code).collect(Collectors.joining(", "));
    }
}
