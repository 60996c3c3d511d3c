package nl.privacyloket.request.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Against each right stands what the law names against it, and nothing else. */
class RefusalGroundTest {

    @ParameterizedTest
    @CsvSource({
        "access, manifestly-unfounded excessive not-identifiable no-personal-data rights-of-others national-exception"
                + " journalism-or-art research-alone public-archive public-register",
        "erasure, manifestly-unfounded excessive not-identifiable no-personal-data still-needed no-ground-for-erasure"
                + " freedom-of-expression legal-obligation public-health archiving-or-research legal-claims public-task"
                + " national-exception journalism-or-art",
        "objection, manifestly-unfounded excessive no-personal-data legal-claims compelling-grounds not-open-to-objection"
                + " research-in-public-interest national-exception journalism-or-art public-register",
        "portability, manifestly-unfounded excessive not-identifiable no-personal-data rights-of-others not-portable"
                + " public-task national-exception journalism-or-art public-archive",
        "consent-withdrawal, no-personal-data not-based-on-consent journalism-or-art",
    })
    void againstEachRightStandWhatTheLawNames(String right, String grounds) {
        Right invoked = Right.ofCode(right).orElseThrow();

        List<String> named = Arrays.stream(RefusalGround.values())
                .filter(ground -> ground.appliesTo(invoked))
                .map(RefusalGround::code)
                .toList();

        assertThat(named).containsExactlyInAnyOrder(grounds.split(" "));
    }

    @Test
    void everyExceptionOfArticle17HasItsGround() {
        assertThat(Arrays.stream(RefusalGround.values()).map(RefusalGround::source))
                .contains("GDPR art. 17(3)(a)", "GDPR art. 17(3)(b)", "GDPR art. 17(3)(c)", "GDPR art. 17(3)(d)")
                .anyMatch(source -> source.startsWith("GDPR art. 17(3)(e)"));
    }

    @ParameterizedTest
    @EnumSource
    void eachHasASourceAndWordsInBothLanguages(RefusalGround ground) {
        assertThat(ground.source()).matches("(GDPR|UAVG) art\\. .+");
        assertThat(ground.dutch()).endsWith(".");
        assertThat(ground.english()).endsWith(".").isNotEqualTo(ground.dutch());
    }
}
