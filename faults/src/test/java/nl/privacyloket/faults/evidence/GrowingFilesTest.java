package nl.privacyloket.faults.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowingFilesTest {
    @TempDir
    Path directory;

    @Test
    void findsAWordAcrossThePlaceWhereTheLastLookEnded() throws IOException {
        Path log = Files.writeString(directory.resolve("service.log"), "line one\nzq");
        GrowingFiles files = new GrowingFiles(Marks.forms("zqmark"));
        files.look(log);
        assertThat(files.found()).isEmpty();

        Files.writeString(log, "MARK.Vermeer\n", StandardOpenOption.APPEND);
        files.look(log);

        assertThat(files.found()).containsExactly(log);
    }

    @Test
    void findsEverySpellingInDigitsAndInBase64() throws IOException {
        int number = 0;
        for (String spelled : new String[] {"zqmark", "ZQMARK", "Zqmark"}) {
            for (String form : new String[] {
                "dear " + spelled,
                HexFormat.of().formatHex(("a" + spelled + "b").getBytes()),
                Base64.getEncoder().encodeToString((spelled + " and more").getBytes()),
                Base64.getEncoder().encodeToString(("x" + spelled + " and more").getBytes()),
                Base64.getUrlEncoder().encodeToString(("xy" + spelled + " and more").getBytes())
            }) {
                Path file = Files.writeString(directory.resolve("file" + number++), form);
                GrowingFiles files = new GrowingFiles(Marks.forms("zqmark"));

                files.look(file);

                assertThat(files.found()).as(form.toLowerCase(Locale.ROOT)).containsExactly(file);
            }
        }
    }

    @Test
    void passesOverWhatHasGone() {
        GrowingFiles files = new GrowingFiles(Marks.forms("zqmark"));

        files.look(directory.resolve("gone"));

        assertThat(files.found()).isEmpty();
    }
}
