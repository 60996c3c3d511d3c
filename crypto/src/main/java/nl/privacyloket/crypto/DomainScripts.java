package nl.privacyloket.crypto;

import java.lang.Character.UnicodeScript;
import java.net.IDN;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which scripts the domain of an e-mail address is written in. A label that mixes Latin with Cyrillic or Greek letters looks
 * like another one: whoever registered it wants to be taken for somebody else. Chinese, Japanese and Korean are written with
 * several scripts, also with Latin between, and stay (Unicode TS 39, 5.2, "highly restrictive"). A label in one script
 * stays too, whichever it is, however much it looks like one in another.
 */
public final class DomainScripts {
    private static final List<Set<UnicodeScript>> WRITTEN_TOGETHER = List.of(
            EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA),
            EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.BOPOMOFO),
            EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.HANGUL));

    private DomainScripts() {}

    /**
     * Whether one of its labels mixes scripts that no language writes together.
     *
     * @param domain in letters or in its ASCII form (RFC 5891), which hides the letters from people and not from here
     * @return false also for what is no domain
     */
    public static boolean areMixed(String domain) {
        String letters;
        try {
            // There and back: full-width letters and other stops become what the name system compares.
            letters = IDN.toUnicode(IDN.toASCII(domain));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return false;
        }
        for (String label : letters.split("\\.")) {
            Set<UnicodeScript> scripts = scripts(label);
            if (scripts.size() > 1 && WRITTEN_TOGETHER.stream().noneMatch(together -> together.containsAll(scripts))) {
                return true;
            }
        }
        return false;
    }

    /** Of its letters: digits, hyphens and marks belong to every script. */
    private static Set<UnicodeScript> scripts(String label) {
        Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
        label.codePoints().mapToObj(UnicodeScript::of).forEach(scripts::add);
        scripts.remove(UnicodeScript.COMMON);
        scripts.remove(UnicodeScript.INHERITED);
        return scripts;
    }
}
