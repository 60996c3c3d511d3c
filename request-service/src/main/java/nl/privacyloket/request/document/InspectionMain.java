package nl.privacyloket.request.document;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Looks at one file in a process of its own: the file comes in by standard input, {@link Inspection#line()} goes out by
 * standard output and nothing else leaves it. Arguments: kind of file, command for recognition, milliseconds for one picture
 * and for all.
 */
final class InspectionMain {

    private InspectionMain() {}

    public static void main(String[] arguments) throws IOException {
        byte[] content = System.in.readAllBytes();
        Tesseract tesseract = new Tesseract(arguments[1], Duration.ofMillis(Long.parseLong(arguments[2])));
        Inspection inspection = Look.at(
                content,
                DocumentType.valueOf(arguments[0]),
                tesseract,
                Duration.ofMillis(Long.parseLong(arguments[3])));
        System.out.write((inspection.line() + "\n").getBytes(StandardCharsets.US_ASCII));
        System.out.flush();
        // Not waiting for threads of libraries.
        Runtime.getRuntime().halt(0);
    }
}
