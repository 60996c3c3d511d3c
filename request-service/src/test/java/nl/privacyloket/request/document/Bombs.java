package nl.privacyloket.request.document;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;

/** PDF files that are small and would use up memory or time without end. */
final class Bombs {

    private static final int LEVELS = 14;

    private Bombs() {}

    /** A page whose content unfolds to much, with a filter around the compression. */
    static byte[] hexOverFlate(long unfolded) {
        String folded = HexFormat.of().formatHex(deflated(unfolded));
        return file(List.of(
                catalogue(),
                pages(),
                page(""),
                stream("/Filter [/ASCIIHexDecode /FlateDecode]", (folded + ">").getBytes(StandardCharsets.US_ASCII))));
    }

    /** A picture of 26000 by 26000 by its own header, and small by what the PDF says. */
    static byte[] jpegSaidToBeSmall(byte[] jpeg) {
        byte[] large = jpeg.clone();
        for (int at = 2; at < large.length - 9; ) {
            int marker = large[at + 1] & 0xFF;
            if (marker >= 0xC0 && marker <= 0xC2) {
                large[at + 5] = large[at + 7] = (byte) (26_000 >> 8);
                large[at + 6] = large[at + 8] = (byte) 26_000;
                break;
            }
            at += 2 + ((large[at + 2] & 0xFF) << 8 | large[at + 3] & 0xFF);
        }
        return file(List.of(
                catalogue(),
                pages(),
                page("/XObject << /I 5 0 R >>"),
                stream("", "100 0 0 100 0 0 cm /I Do".getBytes(StandardCharsets.US_ASCII)),
                stream(
                        "/Type /XObject /Subtype /Image /Width 100 /Height 100 /BitsPerComponent 8"
                                + " /ColorSpace /DeviceGray /Filter /DCTDecode",
                        large)));
    }

    /** Forms that each draw the next one ten times. */
    static byte[] formsInForms() {
        List<byte[]> objects = new ArrayList<>(List.of(
                catalogue(),
                pages(),
                page("/XObject << /F 5 0 R >>"),
                stream("", "/F Do".getBytes(StandardCharsets.US_ASCII))));
        for (int level = 0; level < LEVELS; level++) {
            objects.add(stream(
                    "/Type /XObject /Subtype /Form /BBox [0 0 100 100] /Resources << /XObject << /F " + (6 + level)
                            + " 0 R >> >>",
                    "/F Do ".repeat(10).getBytes(StandardCharsets.US_ASCII)));
        }
        objects.add(stream(
                "/Type /XObject /Subtype /Form /BBox [0 0 100 100]",
                "0 0 10 10 re f".getBytes(StandardCharsets.US_ASCII)));
        return file(objects);
    }

    private static byte[] catalogue() {
        return "<< /Type /Catalog /Pages 2 0 R >>".getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] pages() {
        return "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] page(String resources) {
        return ("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << " + resources
                        + " >> >>")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] stream(String dictionary, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(("<< " + dictionary + " /Length " + content.length + " >>\nstream\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(content);
        out.writeBytes("\nendstream".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static byte[] file(List<byte[]> objects) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("%PDF-1.5\n".getBytes(StandardCharsets.US_ASCII));
        StringBuilder table = new StringBuilder("xref\n0 " + (objects.size() + 1) + "\n0000000000 65535 f \n");
        for (int at = 0; at < objects.size(); at++) {
            table.append(String.format("%010d 00000 n \n", out.size()));
            out.writeBytes((at + 1 + " 0 obj\n").getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(objects.get(at));
            out.writeBytes("\nendobj\n".getBytes(StandardCharsets.US_ASCII));
        }
        int start = out.size();
        out.writeBytes((table + "trailer << /Root 1 0 R /Size " + (objects.size() + 1) + " >>\nstartxref\n" + start
                        + "\n%%EOF")
                .getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static byte[] deflated(long length) {
        Deflater deflater = new Deflater(9);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] blanks = " ".repeat(1024 * 1024).getBytes(StandardCharsets.US_ASCII);
        byte[] buffer = new byte[64 * 1024];
        for (long put = 0; put < length; put += blanks.length) {
            deflater.setInput(blanks);
            while (!deflater.needsInput()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
        }
        deflater.finish();
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }
}
