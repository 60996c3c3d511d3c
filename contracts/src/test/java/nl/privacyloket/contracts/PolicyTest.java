package nl.privacyloket.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyTest {
    static List<Path> policies() throws IOException {
        try (var files = Files.list(Path.of("..", "policies"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("policies")
    void ofEachOrganisationFitsTheSchema(Path policy) {
        assertThat(ContractFiles.faults(ContractFiles.ROOT.resolve("policy.schema.json"), ContractFiles.read(policy)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("policies")
    void isNamedAfterItsOrganisation(Path policy) {
        assertThat(policy.getFileName())
                .hasToString(ContractFiles.read(policy).path("organisation").asText() + ".yaml");
    }
}
