package nl.privacyloket.retention;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String[] DOMAIN = {
        "nl.privacyloket.retention.rule..", "nl.privacyloket.retention.plan..", "nl.privacyloket.retention.execution.."
    };

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("nl.privacyloket.retention");

    @Test
    void theDomainIsPlainJava() {
        classes()
                .that()
                .resideInAnyPackage(DOMAIN)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.crypto..",
                        "nl.privacyloket.retention.rule..",
                        "nl.privacyloket.retention.plan..",
                        "nl.privacyloket.retention.execution..")
                .check(CLASSES);
    }

    @Test
    void noOtherServiceIsKnownHere() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "nl.privacyloket.request..",
                        "nl.privacyloket.notification..",
                        "nl.privacyloket.connector..",
                        "nl.privacyloket.stack..")
                .check(CLASSES);
    }

    @Test
    void featuresDoNotDependOnEachOtherInCircles() {
        slices().matching("nl.privacyloket.retention.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void nothingIsSentToKafkaButThroughTheOutbox() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka.clients.producer..")
                .orShould()
                .dependOnClassesThat()
                .haveSimpleName("Emitter")
                .check(CLASSES);
    }
}
