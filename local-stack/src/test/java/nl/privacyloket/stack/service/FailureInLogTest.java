package nl.privacyloket.stack.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailureInLogTest {

    @TempDir
    Path directory;

    @Test
    void tellsTheErrorAndItsCausesOfAJsonLog() throws Exception {
        Path log = Files.writeString(directory.resolve("log"), """
                {"level":"INFO","message":"Starting"}
                {"level":"ERROR","message":"Failed to start application","exception":{"exceptionType":"A","message":"outer",\
                "frames":[{"class":"x"}],"causedBy":{"exception":{"exceptionType":"B","message":"the database is older"}}}}
                {"level":"ERR""");

        assertThat(new FailureInLog(log).text())
                .isEqualTo("Failed to start application\nCaused by: B: the database is older");
    }

    @Test
    void tellsTheCausesOfAPlainStackTrace() throws Exception {
        Path log = Files.writeString(
                directory.resolve("log"),
                "java.lang.RuntimeException: outer\n\tat some.Where\nCaused by: java.io.IOException: inner\n\tat some.Where\n");

        assertThat(new FailureInLog(log).text()).isEqualTo("Caused by: java.io.IOException: inner");
    }

    @Test
    void tellsTheLastLinesWhenNothingIsNamedAsWrong() throws Exception {
        Path log = Files.writeString(directory.resolve("log"), "one\ntwo\n");

        assertThat(new FailureInLog(log).text()).isEqualTo("one\ntwo");
    }
}
