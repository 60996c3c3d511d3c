package nl.privacyloket.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents point at exists. */
class DocumentationTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)[^)]*\\)");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

    static List<Path> documents() throws IOException {
        try (Stream<Path> own = Files.list(PROJECT);
                Stream<Path> docs = Files.walk(PROJECT.resolve("docs"));
                Stream<Path> modules = Files.list(PROJECT).map(module -> module.resolve("README.md"))) {
            return Stream.of(own, docs, modules)
                    .flatMap(files -> files)
                    .filter(file -> file.toString().endsWith(".md") && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksLeadSomewhere(Path document) throws IOException {
        List<Path> targets = LINK.matcher(Files.readString(document))
                .results()
                .map(link -> document.resolveSibling(link.group(1)).normalize())
                .toList();

        assertThat(targets).allSatisfy(target -> assertThat(target).exists());
    }

    @Test
    void testsThatKeepPromisesExist() throws IOException {
        List<MatchResult> named = TEST.matcher(Files.readString(PROJECT.resolve("docs/promises.md")))
                .results()
                .toList();

        assertThat(named).isNotEmpty().allSatisfy(test -> assertThat(sources(test.group(1) + ".java"))
                .as(test.group())
                .anySatisfy(source -> assertThat(source).contains("void " + test.group(2) + "(")));
    }

    private static List<String> sources(String fileName) throws IOException {
        try (Stream<Path> modules = Files.list(PROJECT)) {
            return modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .flatMap(DocumentationTest::walk)
                    .filter(file -> file.getFileName().toString().equals(fileName))
                    .map(DocumentationTest::read)
                    .toList();
        }
    }

    private static Stream<Path> walk(Path folder) {
        try {
            return Files.walk(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
