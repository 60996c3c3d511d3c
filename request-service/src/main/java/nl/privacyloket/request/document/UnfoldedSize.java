package nl.privacyloket.request.document;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Checks, before a PDF is parsed, how large its compressed streams unfold: a parser unfolds those of its cross-reference table
 * and object streams in memory the moment it opens the file.
 */
final class UnfoldedSize {

    private static final long MOST_BYTES = 200L * 1024 * 1024;
    private static final byte[] STREAM = "stream".getBytes(StandardCharsets.US_ASCII);

    /** Two compressions over each other are never needed, and multiply. */
    private static final Pattern TWICE = Pattern.compile(
            "/(FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\\s*/(FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\\b");

    /** Older compressions that nothing here measures: only in small files. */
    private static final Pattern UNMEASURED = Pattern.compile("/(LZWDecode|LZW|RunLengthDecode|RL)\\b");

    private static final int MOST_UNMEASURED = 64 * 1024;

    private UnfoldedSize() {}

    static void require(byte[] pdf) throws UnreadableDocumentException {
        String text = new String(pdf, StandardCharsets.ISO_8859_1);
        if (TWICE.matcher(text).find()
                || pdf.length > MOST_UNMEASURED && UNMEASURED.matcher(text).find()) {
            throw new UnreadableDocumentException("compressed in a way that is not measured");
        }
        long unfolded = 0;
        byte[] buffer = new byte[64 * 1024];
        for (int at = next(pdf, 0); at >= 0; at = next(pdf, at)) {
            unfolded += inflated(pdf, at, MOST_BYTES - unfolded, buffer);
            if (unfolded >= MOST_BYTES) {
                throw new UnreadableDocumentException("unfolds too large");
            }
        }
    }

    /** Where the content of the next stream begins, or -1. */
    private static int next(byte[] pdf, int from) {
        for (int at = from; at <= pdf.length - STREAM.length; at++) {
            int same = 0;
            while (same < STREAM.length && pdf[at + same] == STREAM[same]) {
                same++;
            }
            if (same == STREAM.length) {
                int content = at + STREAM.length;
                while (content < pdf.length && (pdf[content] == '\r' || pdf[content] == '\n' || pdf[content] == ' ')) {
                    content++;
                }
                return content;
            }
        }
        return -1;
    }

    /** How much a stream unfolds to, up to a limit; 0 for one that is not compressed this way. */
    private static long inflated(byte[] pdf, int at, long limit, byte[] buffer) {
        if (at + 2 > pdf.length || (pdf[at] & 0x0F) != 8) {
            return 0;
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(pdf, at, pdf.length - at);
            long total = 0;
            while (total < limit && !inflater.finished()) {
                int made = inflater.inflate(buffer);
                if (made == 0) {
                    break;
                }
                total += made;
            }
            return total;
        } catch (DataFormatException e) {
            // Not compressed after all, or broken: the parser will tell.
            return inflater.getBytesWritten();
        } finally {
            inflater.end();
        }
    }
}
