package nl.privacyloket.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedPrintableTest {
    private static final String SIGNS = "ab =.\t\né€\u00A0\uD83D\uDE00";

    private static String encoded(String text) {
        return new String(QuotedPrintable.encode(text), StandardCharsets.US_ASCII);
    }

    private static String decoded(String encoded) throws Exception {
        byte[] octets = encoded.getBytes(StandardCharsets.US_ASCII);
        return new String(
                MimeUtility.decode(new ByteArrayInputStream(octets), "quoted-printable")
                        .readAllBytes(),
                StandardCharsets.UTF_8);
    }

    @Test
    void whatIsNotPlainIsWrittenInHex() {
        assertThat(encoded("één = 1€")).isEqualTo("=C3=A9=C3=A9n =3D 1=E2=82=AC");
    }

    @Test
    void aBlankAtTheEndOfALineIsNotLost() {
        assertThat(encoded("a \nb ")).isEqualTo("a=20\r\nb=20");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r\nb", "a\rb"})
    void everyKindOfLineBreakBecomesThatOfMail(String text) {
        assertThat(encoded(text)).isEqualTo("a\r\nb");
    }

    @Test
    void noLineIsLongerThanMailAllows() {
        String text = "é".repeat(500) + "x".repeat(500) + "=".repeat(500);

        assertThat(encoded(text).split("\r\n")).allMatch(line -> line.length() <= 76);
    }

    @Test
    void aReaderHasItBackAsItWas() throws Exception {
        Random random = new Random(20261123);
        for (int text = 0; text < 200; text++) {
            String written = random.ints(random.nextInt(400), 0, SIGNS.length() - 1)
                    .mapToObj(at -> SIGNS.codePointAt(SIGNS.offsetByCodePoints(0, SIGNS.codePointCount(0, at))))
                    .map(Character::toString)
                    .collect(Collectors.joining());

            assertThat(decoded(encoded(written))).isEqualTo(written.replace("\n", "\r\n"));
        }
    }
}
