package nl.privacyloket.notification.letter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextColumnsTest {

    @Test
    void breaksAtTheLastBlankBeforeColumn72() {
        String line = "a".repeat(35) + " " + "b".repeat(36);

        assertThat(TextColumns.wrap(line + " c")).isEqualTo(line + "\nc");
    }

    @Test
    void aLinkStaysWhole() {
        String link = "https://privacy.example.org/" + "x".repeat(90);

        assertThat(TextColumns.wrap("zie " + link + " daar")).isEqualTo("zie\n" + link + "\ndaar");
    }

    @Test
    void furtherLinesOfAnItemAreIndented() {
        assertThat(TextColumns.wrap("a".repeat(60) + " " + "b".repeat(20), "- ", "  "))
                .isEqualTo("- " + "a".repeat(60) + "\n  " + "b".repeat(20));
    }
}
