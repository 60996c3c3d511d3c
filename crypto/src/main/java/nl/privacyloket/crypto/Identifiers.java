package nl.privacyloket.crypto;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;

/** The one way in which identifiers are made comparable before they are hashed or looked up. */
public final class Identifiers {
    private Identifiers() {}

    /**
     * Trims, folds to Unicode NFKC and lower case; an {@code e-mail} keeps its dots and tags, because they are part of
     * somebody's address at some providers, and has its domain in ASCII (RFC 5891), as mail servers write it; of a {@code phone} only digits and a leading plus stay.
     */
    public static String normalise(String type, String value) {
        String folded =
                Normalizer.normalize(value.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return switch (type) {
            case "phone" -> folded.replaceAll("(?!^\\+)[^0-9]", "");
            case "e-mail" -> withDomainInAscii(folded);
            default -> folded;
        };
    }

    /** What is no address, or has a domain that cannot be written so, stays as it is. */
    private static String withDomainInAscii(String address) {
        int at = address.lastIndexOf('@');
        try {
            return at < 0 ? address : address.substring(0, at + 1) + IDN.toASCII(address.substring(at + 1));
        } catch (IllegalArgumentException e) {
            return address;
        }
    }
}
