package nl.privacyloket.request.document;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** One file being looked at. Runs in a process of its own, see {@link InspectionProcess}. */
final class Look {

    private static final int SIDES = 4;

    /** A copy with less on it was not read well: it is blurred, or of something else. */
    private static final int WORDS_OF_A_COPY = 4;

    private final Set<Finding> findings = EnumSet.noneOf(Finding.class);
    private final Tesseract tesseract;
    private final long end;
    private boolean complete = true;

    private Look(Tesseract tesseract, long end) {
        this.tesseract = tesseract;
        this.end = end;
    }

    /**
     * Looks at a file.
     *
     * @param time what is not read by then is left to a person
     */
    static Inspection at(byte[] content, DocumentType type, Tesseract tesseract, Duration time) throws IOException {
        Look look = new Look(tesseract, System.nanoTime() + time.toNanos());
        try {
            if (type == DocumentType.PDF) {
                look.atPdf(content);
            } else {
                look.complete = look.isRead(PictureFile.read(content, type));
            }
        } catch (UnreadableDocumentException e) {
            return Inspection.unreadable();
        }
        return look.findings.isEmpty() ? new Inspection(Set.of(), look.complete) : Inspection.refused(look.findings);
    }

    private void atPdf(byte[] pdf) throws IOException, UnreadableDocumentException {
        try (PdfFile file = PdfFile.open(pdf)) {
            findings.addAll(TextInspection.findings(file.text()));
            complete = !file.hasAttachments();
            for (int page = 0; page < file.pages() && isTimeLeft(); page++) {
                complete &= isRead(file.picture(page));
            }
            // What a black box covers on the page is still in the picture under it.
            complete &= file.eachImage(image -> {
                if (isTimeLeft()) {
                    isRead(image);
                }
            });
            complete &= isTimeLeft();
        }
    }

    /** Reads a picture with each of its sides up: front and back can stand on it in different ways. */
    private boolean isRead(BufferedImage picture) {
        BufferedImage grey = Grey.of(picture);
        if (Grey.isBlank(grey)) {
            return true;
        }
        boolean enough = false;
        for (int quarters = 0; quarters < SIDES; quarters++) {
            Duration left = Duration.ofNanos(end - System.nanoTime());
            Optional<Recognition> read = left.isNegative() || left.isZero()
                    ? Optional.empty()
                    : tesseract.read(Grey.turned(grey, quarters), left);
            if (read.isEmpty()) {
                complete = false;
                return false;
            }
            findings.addAll(TextInspection.findings(read.get().text()));
            enough |= read.get().words() >= WORDS_OF_A_COPY;
        }
        return enough;
    }

    private boolean isTimeLeft() {
        return System.nanoTime() - end < 0;
    }
}
