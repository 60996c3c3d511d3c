package nl.privacyloket.request.document;

import static nl.privacyloket.request.document.Finding.BSN;
import static nl.privacyloket.request.document.Finding.DOCUMENT_NUMBER;
import static nl.privacyloket.request.document.Finding.MRZ;
import static org.assertj.core.api.Assertions.assertThat;

import nl.privacyloket.request.support.Copies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextInspectionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "999999990",
                "Persoonsnummer 111222333",
                "BSN111222333",
                "1112.22.333",
                "111.222.333",
                "111 222 333",
                "1112 22 333",
                "1 1 1 2 2 2 3 3 3",
                "4d. 111222333",
                "12 111222333",
                "111-222-333",
                "１１１２２２３３３",
                "I1I222333",
                "Sofi 123456782"
            })
    void findsACitizenServiceNumberHoweverItIsWritten(String text) {
        assertThat(TextInspection.findings(text)).contains(BSN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "000000000",
                "111222334",
                "123456789",
                "06 12345678",
                "1112223330",
                "111222 en 333",
                "10 MAA/MAR 1965",
                "09.03.2024",
                "111   222 333"
            })
    void doesNotTakeEveryNumberForOne(String text) {
        assertThat(TextInspection.findings(text)).doesNotContain(BSN);
    }

    /** The specimens of Doc 9303 parts 4 to 6. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
                "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
                "I<UTOD231458907<<<<<<<<<<<<<<<",
                "7408122F1204159UTO<<<<<<<<<<<6",
                "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
                "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<",
                "D231458907UTO7408122F1204159<<<<<<<6"
            })
    void findsEachLineOfAMachineReadableZoneAlone(String line) {
        assertThat(TextInspection.findings("IDENTITEITSKAART\n" + line + "\nNaam"))
                .contains(MRZ);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Spaces between, fillers as other signs, in small letters.
                "P < U T O E R I K S S O N < < A N N A < M A R I A < < < < < < < < < < < < < < < < < < <",
                "P<UTOERIKSSON«ANNA<MARIA««««««««<",
                "P<UTOERIKSSON<<ANNA<MARIA<<KKKKKKKKKKKKKKKKK",
                "i<utod231458907<<<<<<<<<<<<<<<",
                // Digits misread, so that check digits partly fail or all do.
                "L898902C36UTO74O8122F12O4159ZE184226B12345",
                "L898902C36UTO7408122F1204158ZE184226B1234567",
                "L898902C37UTO7408121F1204158ZE184226B<<<<<10",
                "7408121F1204158UTO<<<<<<<<<<<6",
                // A character too few, and a smudge.
                "I<UTOD23145890<<<<<<<<<<<<<<<",
                "ERIKSSON<<ANNA<MARIA<<<<.<<<&<",
                "D1NLD15094962111659VVW57J14C87"
            })
    void findsAZoneThatWasReadBadly(String line) {
        assertThat(TextInspection.findings(line)).contains(MRZ);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "P<NLD",
                "<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<",
                "I<NLD<<<<<<<<<<<<<<<<<<<<<<<<<",
                "MINISTERIE VAN BINNENLANDSE ZAKEN EN KONINKRIJKSRELATIES",
                "if (a << 2 < b && c << 4 < d) { return shifted; }",
                "NL91ABNA0417164300 t.n.v. Voorbeeld"
            })
    void doesNotTakeWhatIsLeftBesideAMaskForAZone(String line) {
        assertThat(TextInspection.findings(line)).doesNotContain(MRZ);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SPECI2014",
                "Documentnr. NWR5F8B71",
                "XABCDEFG1",
                "NWR5O8F7O",
                "Rijbewijs 5094962111",
                "5. 5094962111"
            })
    void findsTheNumberOfADutchDocument(String text) {
        assertThat(TextInspection.findings(text)).contains(DOCUMENT_NUMBER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INCOGNITO",
                "NEDERLAND",
                "0612345678",
                "SPECI20145",
                "OWR5F8B71",
                "4384 AB Middelburg",
                "12345678901"
            })
    void doesNotTakeWordsAndTelephoneNumbersForOne(String text) {
        assertThat(TextInspection.findings(text)).doesNotContain(DOCUMENT_NUMBER);
    }

    @Test
    void findsNothingOnAMaskedCopy() {
        assertThat(TextInspection.findings(String.join("\n", Copies.MASKED))).isEmpty();
    }
}
