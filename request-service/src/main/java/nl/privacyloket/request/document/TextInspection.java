package nl.privacyloket.request.document;

import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Set;

/** What must not be readable in the text of a copy. */
final class TextInspection {

    private TextInspection() {}

    static Set<Finding> findings(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC);
        Set<Finding> findings = EnumSet.noneOf(Finding.class);
        if (CitizenServiceNumber.isIn(plain)) {
            findings.add(Finding.BSN);
        }
        // Not of the normalised text: that has no « any more in some fonts' mapping.
        if (MachineReadableZone.isIn(text)) {
            findings.add(Finding.MRZ);
        }
        if (DocumentNumber.isIn(plain)) {
            findings.add(Finding.DOCUMENT_NUMBER);
        }
        return findings;
    }
}
