package nl.privacyloket.request.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.RequestEnvironment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages behind the links to whoever is asked about a disclosure and to whoever gets a transfer. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class SmallPagesQuarkusTest {

    private static final Pattern KEY = Pattern.compile("(?m)^ {4}\"([^\"]+)\":");
    private static final Pattern SAID = Pattern.compile("\\b(?:say|fact)\\(\\s*\"([^\"]+)\"");

    @Inject
    Counter counter;

    @ParameterizedTest
    @ValueSource(strings = {"disclosure", "transfer"})
    void areServedUnderAStrictPolicyAndLoadNothingFromElsewhere(String page) {
        Response served = counter.anyone().get("/" + page + "/");

        assertThat(served.statusCode()).isEqualTo(200);
        assertThat(served.header("Content-Security-Policy")).startsWith("default-src 'none'; script-src 'self'");
        assertThat(served.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(served.asString())
                .doesNotContain("<style")
                .doesNotContainPattern("\\son\\w+\\s*=")
                .doesNotContainPattern("<script(?![^>]*\\ssrc=)[^>]*>")
                .doesNotContainPattern("(?i)[\"'(=]\\s*(https?:)?//\\w");
    }

    @ParameterizedTest
    @ValueSource(strings = {"disclosure", "transfer"})
    void haveEveryTextThatTheirScriptsNameInBothLanguages(String page) {
        String words = counter.anyone().get("/" + page + "/words.js").asString();
        String scripts = counter.anyone().get("/" + page + "/" + page + ".js").asString()
                + counter.anyone().get("/shared/small-page.js").asString();
        int english = words.indexOf("\n  en: {");

        Set<String> dutch = found(KEY, words.substring(0, english));
        assertThat(found(KEY, words.substring(english))).isEqualTo(dutch);
        assertThat(dutch).containsAll(found(SAID, scripts));
        assertThat(scripts).doesNotContainPattern("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(");
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
