package nl.privacyloket.tlog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A signed note taken apart, nothing of it verified yet.
 *
 * @param text what is signed, with its last newline
 */
record Note(String text, List<SignatureLine> signatures) {
    /** Room for what C2SP asks to be accepted, sixteen signatures of up to 5 kB, and some. */
    static final int MOST_CHARACTERS = 256 * 1024;

    static final int MOST_SIGNATURES = 32;
    private static final String LINE_START = "\u2014 ";

    /** @param signature without the key id */
    record SignatureLine(String name, byte[] keyId, byte[] signature) {
        /** Of a timed signature: when, in seconds since 1970. */
        long time() {
            return ByteBuffer.wrap(signature).getLong();
        }

        /** Of a timed signature: the signature behind the time. */
        byte[] timedSignature() {
            return Arrays.copyOfRange(signature, Cosignature.TIME_LENGTH, signature.length);
        }
    }

    /** @throws InvalidNoteException when it is not a note, is too large or has too many signatures */
    static Note parse(String note) throws InvalidNoteException {
        if (note.length() > MOST_CHARACTERS) {
            throw new InvalidNoteException("the note is larger than " + MOST_CHARACTERS + " characters");
        }
        if (note.chars().anyMatch(c -> c < ' ' && c != '\n')
                || !StandardCharsets.UTF_8.newEncoder().canEncode(note)) {
            throw new InvalidNoteException("a note is text without control characters");
        }
        int gap = note.lastIndexOf("\n\n");
        if (gap < 0 || !note.endsWith("\n") || gap + 2 == note.length()) {
            throw new InvalidNoteException("a note is a text, an empty line and signatures");
        }
        String[] lines = note.substring(gap + 2, note.length() - 1).split("\n", -1);
        if (lines.length > MOST_SIGNATURES) {
            throw new InvalidNoteException("the note has more than " + MOST_SIGNATURES + " signatures");
        }
        List<SignatureLine> signatures = new ArrayList<>(lines.length);
        for (String line : lines) {
            signatures.add(signature(line));
        }
        return new Note(note.substring(0, gap + 1), signatures);
    }

    private static SignatureLine signature(String line) throws InvalidNoteException {
        String[] parts = line.startsWith(LINE_START) ? line.substring(2).split(" ", -1) : new String[0];
        if (parts.length != 2) {
            throw new InvalidNoteException("a line below the note is not a signature");
        }
        try {
            byte[] all = StrictBase64.decode(parts[1]);
            if (all.length > KeyName.ID_LENGTH) {
                return new SignatureLine(
                        KeyName.checked(parts[0]),
                        Arrays.copyOf(all, KeyName.ID_LENGTH),
                        Arrays.copyOfRange(all, KeyName.ID_LENGTH, all.length));
            }
        } catch (IllegalArgumentException e) {
            // The next line says the same.
        }
        throw new InvalidNoteException("a line below the note is not a signature");
    }
}
