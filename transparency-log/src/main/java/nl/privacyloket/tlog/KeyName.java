package nl.privacyloket.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HexFormat;

/** Names and ids of keys in signed notes. */
final class KeyName {
    /** Signature over the note's text. */
    static final byte NOTE = 0x01;
    /** Signature over the text and a time: tlog-cosignature. */
    static final byte COSIGNATURE = 0x04;

    static final int ID_LENGTH = 4;

    private KeyName() {}

    static String checked(String name) {
        if (name.isEmpty()
                || name.codePoints()
                        .anyMatch(c -> c == '+'
                                || Character.isWhitespace(c)
                                || Character.isSpaceChar(c)
                                || Character.isISOControl(c))) {
            throw new IllegalArgumentException("the name of a key is not empty and has no spaces and no plus");
        }
        return name;
    }

    /** {@code SHA-256(name || newline || type || key)[:4]} as signed-note recommends. */
    static byte[] id(String name, byte type, byte[] publicKey) {
        byte[] lead = (name + "\n").getBytes(UTF_8);
        byte[] all = Arrays.copyOf(lead, lead.length + 1 + publicKey.length);
        all[lead.length] = type;
        System.arraycopy(publicKey, 0, all, lead.length + 1, publicKey.length);
        return Arrays.copyOf(Hash.sha256(all), ID_LENGTH);
    }

    static String hex(byte[] id) {
        return HexFormat.of().formatHex(id);
    }
}
