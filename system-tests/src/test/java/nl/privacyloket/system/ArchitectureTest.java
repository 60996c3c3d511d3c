package nl.privacyloket.system;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What may know what: held against the classes of every module. */
class ArchitectureTest {
    /** Module to the package that is its own. */
    private static final Map<String, String> SERVICES = Map.of(
            "request-service", "nl.privacyloket.request..",
            "retention-service", "nl.privacyloket.retention..",
            "notification-service", "nl.privacyloket.notification..",
            "jdbc-connector", "nl.privacyloket.connector..");

    private static final String[] FRAMEWORKS = {
        "io.quarkus..", "jakarta..", "org.eclipse.microprofile..", "io.smallrye..", "org.hibernate..", "io.vertx.."
    };

    static Stream<String> services() {
        return SERVICES.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("services")
    void noServiceKnowsAnother(String service) {
        String[] others = SERVICES.entrySet().stream()
                .filter(other -> !other.getKey().equals(service))
                .map(Map.Entry::getValue)
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(SERVICES.get(service))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(classes(service));
    }

    @Test
    void noServiceIsMadeOfTheLocalStack() {
        for (String service : SERVICES.keySet()) {
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("nl.privacyloket.stack..")
                    .check(classes(service));
        }
    }

    @Test
    void messagingAndCryptoKnowNoFrameworkAndNoService() {
        for (String module : List.of("messaging", "crypto")) {
            JavaClasses classes = classes(module);
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(FRAMEWORKS)
                    .check(classes);
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(SERVICES.values().toArray(String[]::new))
                    .check(classes);
        }
    }

    @Test
    void domainRulesKnowNoFramework() {
        Map<String, List<String>> domains = Map.of(
                "request-service", List.of("nl.privacyloket.request.deadline.."),
                "retention-service", List.of("nl.privacyloket.retention.rule..", "nl.privacyloket.retention.plan.."));
        domains.forEach((service, packages) -> packages.forEach(domain -> noClasses()
                .that()
                .resideInAPackage(domain)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FRAMEWORKS)
                .check(classes(service))));
    }

    private static JavaClasses classes(String module) {
        JavaClasses classes = new ClassFileImporter()
                .importPath(Path.of("..", module, "target", "classes").toString());
        assertThat(classes).as("classes of " + module).isNotEmpty();
        return classes;
    }
}
