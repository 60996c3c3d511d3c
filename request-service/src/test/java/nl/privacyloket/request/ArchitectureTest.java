package nl.privacyloket.request;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("nl.privacyloket.request");

    @Test
    void lawStateAndDeadlineArePlainJava() {
        classes()
                .that()
                .resideInAnyPackage(
                        "..request.law..", "..request.state..", "..request.deadline..", "..request.people..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "nl.privacyloket.request.law..",
                        "nl.privacyloket.request.state..",
                        "nl.privacyloket.request.deadline..",
                        "nl.privacyloket.request.people..",
                        "de.focus_shift.jollyday..")
                .check(CLASSES);
    }

    @Test
    void documentsAreInspectedWithoutAFramework() {
        classes()
                .that()
                .resideInAPackage("..request.document..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.imageio..",
                        "org.apache.pdfbox..",
                        // What pdfbox needs, for the class path of the inspection's own process.
                        "org.apache.fontbox..",
                        "org.apache.commons.logging..",
                        "org.jboss.logging..",
                        "nl.privacyloket.request.law..",
                        "nl.privacyloket.request.document..")
                .check(CLASSES);
    }

    @Test
    void noOtherServiceIsKnown() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "nl.privacyloket.retention..", "nl.privacyloket.notification..", "nl.privacyloket.connector..")
                .check(CLASSES);
    }

    @Test
    void policiesAreReadWithoutAFramework() {
        classes()
                .that()
                .haveNameMatching(".*\\.policy\\.(Policy|PolicyCheck|LocalizedText|.*Rule|.*Kind)(\\$.*)?")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "nl.privacyloket.request.law..",
                        "nl.privacyloket.request.deadline..",
                        "nl.privacyloket.request.policy..")
                .check(CLASSES);
    }

    @Test
    void entitiesAreNoAnswers() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Resource")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(".*\\.(ExportPackage|ExportPart|RequestTask|StoredPolicy)")
                .check(CLASSES);
    }
}
