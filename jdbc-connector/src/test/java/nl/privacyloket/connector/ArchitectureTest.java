package nl.privacyloket.connector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("nl.privacyloket.connector");

    @Test
    void onlyOperationsKnowsTheFramework() {
        noClasses()
                .that()
                .resideOutsideOfPackage("nl.privacyloket.connector.operations..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "jakarta..", "org.eclipse.microprofile..", "nl.privacyloket.kit..")
                .check(CLASSES);
    }

    @Test
    void whatReadsAndChangesDataKnowsNothingOfMessages() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "nl.privacyloket.connector.mapping..",
                        "nl.privacyloket.connector.catalogue..",
                        "nl.privacyloket.connector.dialect..",
                        "nl.privacyloket.connector.fit..",
                        "nl.privacyloket.connector.person..",
                        "nl.privacyloket.connector.rows..",
                        "nl.privacyloket.connector.memory..",
                        "nl.privacyloket.connector.execution..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("nl.privacyloket.messaging..", "org.apache.kafka..", "io.agroal..")
                .check(CLASSES);
    }

    @Test
    void packagesDoNotGoRoundInCircles() {
        slices().matching("nl.privacyloket.connector.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }
}
