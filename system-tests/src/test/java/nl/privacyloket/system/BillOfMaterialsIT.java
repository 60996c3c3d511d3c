package nl.privacyloket.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import nl.privacyloket.stack.layout.StackService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is deployed has a list of what it is made of that tells the truth, and nothing in it comes under terms that nobody agreed to. */
class BillOfMaterialsIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();

    @ParameterizedTest
    @EnumSource(StackService.class)
    void namesEveryLibraryOfAService(StackService service) throws IOException {
        Set<String> billed =
                components(service.id()).map(BillOfMaterialsIT::fileName).collect(toSet());
        Set<String> shipped = new TreeSet<>();
        for (String part : Set.of("boot", "main")) {
            try (Stream<Path> jars =
                    Files.list(PROJECT.resolve(service.id()).resolve("target/quarkus-app/lib/" + part))) {
                jars.forEach(jar -> shipped.add(jar.getFileName().toString()));
            }
        }
        assertThat(shipped).isNotEmpty();
        assertThat(billed).containsAll(shipped);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "request-service",
                "retention-service",
                "notification-service",
                "jdbc-connector",
                "audit-verifier"
            })
    void nothingComesUnderTermsThatNobodyAgreedTo(String module) throws IOException {
        Set<String> accepted = acceptedLicences();
        assertThat(components(module)).isNotEmpty().allSatisfy(component -> assertThat(licences(component))
                .describedAs(component.path("purl").asText())
                .containsAnyElementsOf(accepted));
    }

    @Test
    void noLicenceIsAcceptedThatNothingHas() throws IOException {
        Set<String> had = Stream.concat(
                        Stream.of(StackService.values()).map(StackService::id), Stream.of("audit-verifier"))
                .flatMap(BillOfMaterialsIT::components)
                .flatMap(component -> licences(component).stream())
                .collect(toSet());
        assertThat(had).containsAll(acceptedLicences());
    }

    private static Stream<JsonNode> components(String module) {
        Path bill = PROJECT.resolve(module).resolve("target/classes/META-INF/sbom/bom.json");
        try {
            JsonNode content = new ObjectMapper().readTree(bill.toFile());
            assertThat(content.path("bomFormat").asText()).isEqualTo("CycloneDX");
            assertThat(content.at("/metadata/component/name").asText()).isEqualTo(module);
            return StreamSupport.stream(content.path("components").spliterator(), false);
        } catch (IOException e) {
            throw new AssertionError(bill + " cannot be read; Maven makes it unless it works offline (-o)", e);
        }
    }

    /** As Quarkus names the jars of an application. */
    private static String fileName(JsonNode component) {
        return component.path("group").asText() + "." + component.path("name").asText() + "-"
                + component.path("version").asText() + ".jar";
    }

    private static Set<String> licences(JsonNode component) {
        return StreamSupport.stream(component.path("licenses").spliterator(), false)
                .map(entry -> entry.path("license"))
                .map(licence -> licence.path("id").asText(licence.path("name").asText()))
                .collect(toSet());
    }

    private static Set<String> acceptedLicences() throws IOException {
        try (InputStream lines = BillOfMaterialsIT.class.getResourceAsStream("/accepted-licences.txt")) {
            return new String(lines.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(toSet());
        }
    }
}
