package nl.privacyloket.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.IDN;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainScriptsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ex\u0430mple.org", // Cyrillic a in Latin
                "mail.ex\u0430mple.org",
                "\u0440aypal.com", // Cyrillic er, the rest Latin
                "g\u03BF\u03BFgle.com", // Greek omicron
                "\u0430\u03BF.org", // Cyrillic and Greek
                "b\u0561nk.nl", // Armenian
                "\u0915\u0430.org", // Devanagari and Cyrillic
                "\u6771\u0440.org", // Han and Cyrillic
                "\u3042\u1100\u1161.org", // Hiragana and Hangul
                "\u3042\u3105.org" // Hiragana and Bopomofo
            })
    void aLabelOfScriptsThatNobodyWritesTogetherIsMixed(String domain) {
        assertThat(DomainScripts.areMixed(domain)).isTrue();
        assertThat(DomainScripts.areMixed(IDN.toASCII(domain))).isTrue();
        assertThat(DomainScripts.areMixed(IDN.toASCII(domain).toUpperCase())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.org",
                "b\u00FCcher-24.example",
                "bu\u0308cher.example", // with a combining mark
                "\u0430\u0440\u0440\u04CF\u0435.com", // wholly Cyrillic
                "\u043F\u0440\u0438\u043C\u0435\u0440.example.org", // another script in another label
                "\u03C0\u03B1\u03C1\u03AC\u03B4\u03B5\u03B9\u03B3\u03BC\u03B1.gr",
                "\u6771\u4EAC\u30BF\u30EF\u30FC.jp", // Han and Katakana
                "sony\u306E\u5E97.jp", // Latin, Hiragana and Han
                "\u6F22\u3105abc.tw",
                "\uC0BC\uC131sds.kr", // Hangul and Latin
                "\uFF45\uFF58\uFF41\uFF4D\uFF50\uFF4C\uFF45\u3002org", // full-width, which is Latin
                "\u0645\u062B\u0627\u0644\u0661.org", // Arabic with its digit
                "",
                "..",
                "xn--zzzzzzzzzzzzz.org"
            })
    void aLabelOfOneLanguageIsNot(String domain) {
        assertThat(DomainScripts.areMixed(domain)).isFalse();
    }
}
