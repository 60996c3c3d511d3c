package nl.privacyloket.notification;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .importPackages("nl.privacyloket.notification");

    private static final String[] DOMAIN = {
        "..notification.correspondence..",
        "..notification.organisation..",
        "..notification.letter..",
        "..notification.queue..",
        "..notification.delivery..",
        "..notification.bounce..",
        "..notification.suppression..",
        "..notification.digest..",
        "..notification.intake..",
        "..notification.subscriber..",
        "..notification.announcement.."
    };

    @Test
    void theDomainKnowsNoFramework() {
        noClasses()
                .that()
                .resideInAnyPackage(DOMAIN)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.quarkus..",
                        "io.smallrye..",
                        "org.eclipse.microprofile..",
                        "jakarta.inject..",
                        "jakarta.enterprise..",
                        "jakarta.transaction..",
                        "jakarta.persistence..",
                        "jakarta.ws..",
                        "nl.privacyloket.kit..")
                .check(CLASSES);
    }

    @Test
    void noOtherServiceIsKnown() {
        noClasses()
                .that()
                .resideInAPackage("nl.privacyloket.notification..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "nl.privacyloket.request..", "nl.privacyloket.retention..", "nl.privacyloket.connector..")
                .check(CLASSES);
    }

    @Test
    void onlyDeliveryAndBouncesKnowMailServers() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..notification.delivery..", "..notification.bounce..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.mail..", "org.eclipse.angus..")
                .check(CLASSES);
    }

    @Test
    void featuresDoNotGoInCircles() {
        slices().matching("nl.privacyloket.notification.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }
}
