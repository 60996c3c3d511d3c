package nl.privacyloket.stack.demo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A PDF of one page with lines of text, as a scanner with text recognition makes of an identity document. */
final class PaperCopy {

    private final List<String> lines;

    PaperCopy(String... lines) {
        this.lines = List.of(lines);
    }

    /** The file: five objects, a table of where they begin, and a trailer (ISO 32000-1, 7.5). */
    byte[] bytes() {
        List<String> objects = List.of(
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 420] /Contents 5 0 R"
                        + " /Resources << /Font << /F1 4 0 R >> >> >>",
                "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
                stream());
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        List<Integer> places = new ArrayList<>();
        write(file, "%PDF-1.4\n");
        for (int i = 0; i < objects.size(); i++) {
            places.add(file.size());
            write(file, (i + 1) + " 0 obj\n" + objects.get(i) + "\nendobj\n");
        }
        int table = file.size();
        write(file, "xref\n0 " + (objects.size() + 1) + "\n0000000000 65535 f \n");
        places.forEach(place -> write(file, String.format(Locale.ROOT, "%010d 00000 n \n", place)));
        write(file, "trailer\n<< /Size " + (objects.size() + 1) + " /Root 1 0 R >>\nstartxref\n" + table + "\n%%EOF\n");
        return file.toByteArray();
    }

    private String stream() {
        StringBuilder text = new StringBuilder("BT /F1 16 Tf 40 360 Td 28 TL\n");
        lines.forEach(line -> text.append('(').append(line).append(") Tj T*\n"));
        text.append("ET");
        return "<< /Length " + text.length() + " >>\nstream\n" + text + "\nendstream";
    }

    private static void write(ByteArrayOutputStream file, String text) {
        file.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
