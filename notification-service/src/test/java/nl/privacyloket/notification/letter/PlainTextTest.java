package nl.privacyloket.notification.letter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

    @Test
    void aLineHasNoLineBreaks() {
        assertThat(PlainText.line("Saskia\r\nVoorbeeld\tjr.")).isEqualTo("Saskia Voorbeeld jr.");
    }

    @Test
    void aLineHasNoMarksThatTurnOrHideText() {
        assertThat(PlainText.line("Sas\u202Ekia\u2066 Voor\u200Bbeeld\uFEFF")).isEqualTo("Sas kia Voor beeld");
    }

    @Test
    void joinersOfPersianAndIndianNamesStay() {
        assertThat(PlainText.line("علی\u200Cرضا")).isEqualTo("علی\u200Cرضا");
    }

    @Test
    void aLineEndsAfter160Characters() {
        assertThat(PlainText.line("😀".repeat(200))).isEqualTo("😀".repeat(160) + "…");
    }

    @Test
    void noTextIsAnEmptyLine() {
        assertThat(PlainText.line(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"J.P. de Vries", "Th.M.Jansen", "Žižek-O'Brien jr.", "李 明"})
    void aNameIsAName(String name) {
        assertThat(PlainText.name(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://x", "win.example", "www.X", "a@b"})
    void aLinkIsNoName(String name) {
        assertThat(PlainText.name(name)).isEmpty();
    }

    @Test
    void linesKeepTheirBreaksAndNothingElse() {
        assertThat(PlainText.lines("een\r\ntwee\u202E\n\u0007drie\n")).isEqualTo("een\ntwee\n drie");
    }

    @Test
    void aTowerOfMarksIsCutDown() {
        String tower = "Z" + "\u0351".repeat(100) + "oe\u0308";

        assertThat(PlainText.line(tower)).isEqualTo("Z\u0351\u0351\u0351\u0351oe\u0308");
        assertThat(PlainText.said(tower)).isEqualTo("Z\u0351\u0351\u0351\u0351oe\u0308");
    }

    @Test
    void whatIsSaidKeepsItsLineBreaksAndItsLength() {
        assertThat(PlainText.said("een\r\ntwee\u202E\u0000drie " + "x".repeat(10_000)))
                .isEqualTo("een\ntwee drie " + "x".repeat(10_000));
    }

    @Test
    void linesEndAfter400() {
        assertThat(PlainText.lines("x\n".repeat(500)).lines()).hasSize(400);
    }
}
