package nl.privacyloket.request.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import nl.privacyloket.request.support.Copies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentInspectionTest {

    private static final String NOT_INSTALLED = "/nowhere/tesseract";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final DocumentInspection reading = new DocumentInspection("tesseract", PATIENCE, PATIENCE.multipliedBy(3));
    private final DocumentInspection blind = new DocumentInspection(NOT_INSTALLED, PATIENCE, PATIENCE);

    @TempDir
    Path folder;

    @Test
    void theTextLayerIsReadWithoutRecognition() {
        byte[] copy = Copies.pdf(Copies.with("BSN " + Copies.BSN));

        assertThat(blind.inspect(copy, DocumentType.PDF).findings()).containsExactly(Finding.BSN);
    }

    @Test
    void whatIsHiddenUnderABlackBarInThePdfIsStillThere() {
        byte[] copy = Copies.pdfWithBars(Copies.with("BSN " + Copies.BSN, "SPECI2014"), 2);

        assertThat(blind.inspect(copy, DocumentType.PDF).findings())
                .containsExactlyInAnyOrder(Finding.BSN, Finding.DOCUMENT_NUMBER);
    }

    @Test
    void withoutRecognitionAMaskedCopyWaitsForAPerson() {
        Inspection inspection = blind.inspect(Copies.pdf(Copies.MASKED), DocumentType.PDF);

        assertThat(inspection.isRefused()).isFalse();
        assertThat(inspection.code()).isEqualTo("awaiting-person");
    }

    @Test
    void recognitionThatTakesTooLongIsAsIfItWereNotThere() throws IOException {
        Path slow = folder.resolve("slow");
        Files.writeString(slow, "#!/bin/sh\nexec sleep 60\n");
        Files.setPosixFilePermissions(slow, PosixFilePermissions.fromString("rwxr-xr-x"));

        DocumentInspection inspection = new DocumentInspection(slow.toString(), Duration.ofMillis(300), PATIENCE);
        assertThat(inspection
                        .inspect(Copies.png(Copies.with(Copies.BSN)), DocumentType.PNG)
                        .code())
                .isEqualTo("awaiting-person");
    }

    @Test
    void aFileThatTakesTooLongAltogetherWaitsForAPerson() throws IOException {
        Path slow = folder.resolve("slow");
        Files.writeString(slow, "#!/bin/sh\nexec sleep 60\n");
        Files.setPosixFilePermissions(slow, PosixFilePermissions.fromString("rwxr-xr-x"));

        DocumentInspection inspection = new DocumentInspection(slow.toString(), PATIENCE, Duration.ofMillis(1_500));
        assertThat(inspection
                        .inspect(Copies.png(Copies.MASKED), DocumentType.PNG)
                        .code())
                .isEqualTo("awaiting-person");
    }

    @Test
    void recognitionReadsPictures() {
        requireTesseract();

        assertThat(reading.inspect(Copies.png(Copies.MASKED), DocumentType.PNG).code())
                .isEqualTo("passed");
        assertThat(reading.inspect(Copies.jpeg(Copies.with("BSN 1112.22.333")), DocumentType.JPEG)
                        .findings())
                .containsExactly(Finding.BSN);
        assertThat(reading.inspect(Copies.png(Copies.with("Documentnummer SPECI2014")), DocumentType.PNG)
                        .findings())
                .containsExactly(Finding.DOCUMENT_NUMBER);
    }

    @Test
    void recognitionReadsTheMachineReadableZone() {
        requireTesseract();
        List<String> copy = Copies.with("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6");

        assertThat(reading.inspect(Copies.png(copy), DocumentType.PNG).findings())
                .contains(Finding.MRZ);
        assertThat(reading.inspect(Copies.scan(copy), DocumentType.PDF).findings())
                .contains(Finding.MRZ);
        assertThat(reading.inspect(Copies.sideways(copy), DocumentType.PNG).findings())
                .contains(Finding.MRZ);
    }

    @Test
    void recognitionReadsAScanInAPdf() {
        requireTesseract();

        assertThat(reading.inspect(Copies.scan(Copies.MASKED), DocumentType.PDF).code())
                .isEqualTo("passed");
        assertThat(reading.inspect(Copies.scan(Copies.with("BSN " + Copies.BSN)), DocumentType.PDF)
                        .findings())
                .containsExactly(Finding.BSN);
    }

    @Test
    void aPictureInWhichHardlyAWordIsReadWaitsForAPerson() {
        requireTesseract();

        assertThat(reading.inspect(Copies.wordless(), DocumentType.PNG).code()).isEqualTo("awaiting-person");
    }

    @Test
    void recognitionLeavesNoFileBehind() throws IOException {
        requireTesseract();
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        Set<Path> before = ownFiles(temporary);

        reading.inspect(Copies.scan(Copies.MASKED), DocumentType.PDF);

        assertThat(ownFiles(temporary)).isEqualTo(before);
    }

    @Test
    void aLockedOrBrokenFileIsUnreadable() {
        byte[] pdf = Copies.pdf(Copies.MASKED);
        byte[] png = Copies.png(Copies.MASKED);

        assertUnreadable(Copies.locked(Copies.MASKED), DocumentType.PDF);
        assertUnreadable("%PDF-1.7 and no more".getBytes(StandardCharsets.US_ASCII), DocumentType.PDF);
        assertUnreadable(Arrays.copyOf(png, 40), DocumentType.PNG);
        assertUnreadable(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 0}, DocumentType.JPEG);
        assertThat(pdf).hasSizeGreaterThan(1_000);
    }

    @Test
    void pagesAreCounted() {
        assertUnreadable(Copies.emptyPages(11), DocumentType.PDF);
        assertThat(blind.inspect(Copies.emptyPages(10), DocumentType.PDF).code())
                .isEqualTo("passed");
    }

    @Test
    void aPictureThatUnfoldsBeyondMeasureIsNotUnfolded() throws IOException {
        BufferedImage huge = new BufferedImage(9_000, 9_000, BufferedImage.TYPE_BYTE_BINARY);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(huge, "png", png);

        assertThat(png.size()).isLessThan(1_000_000);
        assertUnreadable(png.toByteArray(), DocumentType.PNG);
    }

    @Test
    void aPdfThatUnfoldsBeyondMeasureIsNotUnfolded() {
        Deflater deflater = new Deflater(9);
        deflater.setInput(new byte[220 * 1024 * 1024]);
        deflater.finish();
        byte[] folded = new byte[1024 * 1024];
        int length = deflater.deflate(folded);
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        pdf.writeBytes("%PDF-1.5\n1 0 obj << /Type /XRef /Filter /FlateDecode >>\nstream\n"
                .getBytes(StandardCharsets.US_ASCII));
        pdf.write(folded, 0, length);
        pdf.writeBytes("\nendstream endobj\nstartxref\n9\n%%EOF".getBytes(StandardCharsets.US_ASCII));

        assertUnreadable(pdf.toByteArray(), DocumentType.PDF);
    }

    @Test
    void streamsUnderSeveralFiltersTakeNoMoreMemoryThanTheInspectionHas() {
        assertUnreadable(Bombs.hexOverFlate(1_500L * 1024 * 1024), DocumentType.PDF);
        assertWorksStill();
    }

    @Test
    void aPictureInAPdfThatIsLargerThanThePdfSaysTakesNoMoreEither() {
        Inspection inspection = blind.inspect(Bombs.jpegSaidToBeSmall(Copies.jpeg(Copies.MASKED)), DocumentType.PDF);

        assertThat(inspection.isRefused() || !inspection.complete()).isTrue();
        assertWorksStill();
    }

    @Test
    void aFileThatWouldKeepTheInspectionBusyForEverIsRefusedAndNothingGoesOn() {
        DocumentInspection hasty = new DocumentInspection(NOT_INSTALLED, PATIENCE, Duration.ofSeconds(1));

        Inspection inspection = hasty.inspect(Bombs.formsInForms(), DocumentType.PDF);

        assertThat(inspection.findings()).containsExactly(Finding.UNREADABLE);
        assertThat(ProcessHandle.current()
                        .descendants()
                        .filter(ProcessHandle::isAlive)
                        .map(process -> process.info().commandLine().orElse(""))
                        .filter(command -> command.contains("InspectionMain")))
                .isEmpty();
        assertWorksStill();
    }

    @Test
    void theInspectionKnowsNoneOfTheSecretsOfTheService() throws IOException {
        assumeTrue(Files.isReadable(Path.of("/proc/self/environ")), "no /proc here");
        Path recognition = folder.resolve("recognition");
        Files.writeString(recognition, "#!/bin/sh\nenv > " + folder.resolve("environment") + "\n");
        Files.setPosixFilePermissions(recognition, PosixFilePermissions.fromString("rwxr-xr-x"));

        new DocumentInspection(recognition.toString(), PATIENCE, PATIENCE)
                .inspect(Copies.png(Copies.MASKED), DocumentType.PNG);

        assertThat(Files.readAllLines(folder.resolve("environment")))
                .isNotEmpty()
                .allMatch(
                        line -> line.matches(
                                "(PATH|HOME|LANG|LC_ALL|LD_LIBRARY_PATH|TESSDATA_PREFIX|MALLOC_ARENA_MAX|OMP_THREAD_LIMIT|PWD|_|OLDPWD|SHLVL)=.*"));
    }

    @Test
    void aBlackBoxOverAScanDoesNotHideWhatIsUnderIt() {
        requireTesseract();

        assertThat(reading.inspect(Copies.scanWithBars(Copies.with("BSN " + Copies.BSN), 2), DocumentType.PDF)
                        .findings())
                .containsExactly(Finding.BSN);
        assertThat(reading.inspect(Copies.inlineScanWithBars(Copies.with("BSN " + Copies.BSN), 2), DocumentType.PDF)
                        .findings())
                .containsExactly(Finding.BSN);
    }

    @Test
    void aBackThatIsUpsideDownUnderAFrontThatIsNotIsReadToo() {
        requireTesseract();

        assertThat(reading.inspect(
                                Copies.upsideDownUnder(Copies.MASKED, Copies.with("BSN " + Copies.BSN)),
                                DocumentType.PNG)
                        .findings())
                .contains(Finding.BSN);
    }

    private void assertWorksStill() {
        assertThat(blind.inspect(Copies.pdf(Copies.with("BSN " + Copies.BSN)), DocumentType.PDF)
                        .findings())
                .containsExactly(Finding.BSN);
    }

    @Test
    void typesAreToldByTheFirstBytes() {
        assertThat(DocumentType.of(Copies.pdf(Copies.MASKED))).contains(DocumentType.PDF);
        assertThat(DocumentType.of(Copies.png(Copies.MASKED))).contains(DocumentType.PNG);
        assertThat(DocumentType.of(Copies.jpeg(Copies.MASKED))).contains(DocumentType.JPEG);
        assertThat(DocumentType.of("GIF89a".getBytes(StandardCharsets.US_ASCII)))
                .isEmpty();
        assertThat(DocumentType.of("<html>%PDF-1.7".getBytes(StandardCharsets.US_ASCII)))
                .isEmpty();
        assertThat(DocumentType.of(new byte[0])).isEmpty();
    }

    private void assertUnreadable(byte[] content, DocumentType type) {
        assertThat(blind.inspect(content, type).findings()).containsExactly(Finding.UNREADABLE);
    }

    private static Set<Path> ownFiles(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("(?i).*(tess|imageio|pdfbox|lept).*"))
                    .collect(java.util.stream.Collectors.toSet());
        }
    }

    /** Continuous integration installs it; see .ci/run. */
    private static void requireTesseract() {
        assumeTrue(isInstalled(), "tesseract is not installed here");
    }

    private static boolean isInstalled() {
        try {
            return new ProcessBuilder("tesseract", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
