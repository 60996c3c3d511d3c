package nl.privacyloket.contract.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.privacyloket.contract.fuzz.AccessTable;
import org.junit.jupiter.api.Test;

class AccessTableTest {
    private static final Path PAGE = Path.of("..", "docs", "access.md");

    /** {@code contracts/rewrite} writes the tables anew; the documents are held against the running services. */
    @Test
    void thePageSaysWhatTheDocumentsSay() throws IOException {
        String page = Files.readString(PAGE);
        String expected = page;
        for (String service : List.of("request-service", "retention-service", "notification-service")) {
            Pattern section = Pattern.compile("(?s)(## " + service + "\n\n)\\|.*?\n(?=\n|$)");
            expected = section.matcher(expected).replaceFirst("$1" + Matcher.quoteReplacement(AccessTable.of(service)));
        }
        if (Boolean.getBoolean("contracts.rewrite")) {
            Files.writeString(PAGE, expected);
        } else {
            assertThat(page).isEqualTo(expected);
        }
    }
}
