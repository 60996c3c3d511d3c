package nl.privacyloket.request.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.privacyloket.request.law.Right;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of the person concerned and of who gets data: complete texts, and a strict content security policy. */
class StatusPageTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");
    private static final Pattern SAID = Pattern.compile("\\bsay\\(\\s*\"([^\"]+)\"");
    private static final List<String> OPEN_STATUSES = List.of(
            "awaiting-confirmation",
            "awaiting-identity",
            "in-assessment",
            "awaiting-clarification",
            "decided",
            "in-execution");
    private static final List<String> OTHER_OUTCOMES =
            List.of("partly-granted", "refused", "withdrawn", "not-identified");

    @Test
    void saysTheSameThingsWithTheSameBlanksInBothLanguages() {
        Map<String, Set<String>> dutch = blanks(messages("nl"));
        assertThat(blanks(messages("en"))).isEqualTo(dutch);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nl", "en"})
    void hasWordsForEveryRightStatusAndOutcome(String language) {
        Stream<String> rights = Arrays.stream(Right.values())
                .map(Right::code)
                .flatMap(right -> Stream.of(
                        "right." + right, "closed.granted." + right + ".title", "closed.granted." + right + ".text"));
        Stream<String> statuses = OPEN_STATUSES.stream()
                .flatMap(status -> Stream.of("status." + status + ".title", "status." + status + ".text"));
        Stream<String> outcomes = OTHER_OUTCOMES.stream()
                .flatMap(outcome -> Stream.of("closed." + outcome + ".title", "closed." + outcome + ".text"));

        List<String> needed =
                Stream.of(rights, statuses, outcomes).flatMap(keys -> keys).toList();

        assertThat(messages(language)).containsKeys(needed.toArray(String[]::new));
    }

    @Test
    void hasEveryTextThatTheScriptsName() {
        Set<String> said = files(".js")
                .flatMap(script -> SAID.matcher(read(script)).results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(said).hasSizeGreaterThan(50).isSubsetOf(messages("nl").keySet());
    }

    @Test
    void hasNoScriptOrStyleWithinThePage() {
        assertThat(files(".html")).hasSize(3).allSatisfy(page -> assertThat(read(page))
                .doesNotContain("<style")
                .doesNotContainPattern("\\sstyle\\s*=")
                .doesNotContainPattern("\\son\\w+\\s*=")
                .doesNotContainPattern("<script(?![^>]*\\ssrc=)[^>]*>"));
    }

    @Test
    void loadsNothingFromElsewhere() {
        assertThat(Stream.of(".html", ".css", ".js").flatMap(StatusPageTest::files))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(read(file)).doesNotContainPattern("(?i)[\"'(=]\\s*(https?:)?//\\w"));
    }

    @Test
    void neverTurnsDataIntoMarkupOrCode() {
        assertThat(files(".js")).isNotEmpty().allSatisfy(script -> assertThat(read(script))
                .doesNotContainPattern("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(")
                .doesNotContainPattern("new Function|DOMParser|setHTML"));
    }

    private static Map<String, Set<String>> blanks(Map<String, String> messages) {
        Map<String, Set<String>> blanks = new TreeMap<>();
        messages.forEach((key, text) -> blanks.put(
                key,
                PLACEHOLDER
                        .matcher(text)
                        .results()
                        .map(MatchResult::group)
                        .collect(Collectors.toCollection(TreeSet::new))));
        return blanks;
    }

    /** The messages are JSON after {@code export default}. */
    private static Map<String, String> messages(String language) {
        String module = read(folder().resolve("messages").resolve(language + ".js"));
        String json = module.strip().replaceFirst("^export default", "").replaceFirst(";$", "");
        try {
            return new ObjectMapper().readValue(json, new TypeReference<TreeMap<String, String>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> files(String ending) {
        try (Stream<Path> found = Files.walk(folder().getParent())) {
            return found.filter(file -> file.toString().endsWith(ending)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            return Path.of(StatusPageTest.class
                            .getResource("/META-INF/resources/status/index.html")
                            .toURI())
                    .getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
