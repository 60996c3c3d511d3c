package nl.privacyloket.request.document;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks whether a copy of an identity document still shows what must be made black: in the text layer of a PDF, and in
 * pictures by character recognition, whichever way up they are. Works in memory only and holds nothing afterwards.
 *
 * <p>What cannot be opened within the limits (pages, pixels, text, unfolded size) is {@link Finding#UNREADABLE}. What opens
 * but cannot be read to the end (no recognition installed, time over, a picture in which hardly a word is read, a file inside
 * the file) waits for a person. Thread-safe; inspects two files at a time, others wait.
 */
public final class DocumentInspection implements AutoCloseable {

    private static final int AT_ONCE = 2;
    private static final int SIDES = 4;

    /** A copy with less on it was not read well: it is blurred, or of something else. */
    private static final int WORDS_OF_A_COPY = 4;

    private final Tesseract tesseract;
    private final Duration timeout;
    private final ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE, work -> {
        Thread thread = new Thread(work, "document-inspection");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param recognition the command {@code tesseract} or the path to it
     * @param pictureTimeout for reading one picture
     * @param timeout for one file, waiting for others included
     */
    public DocumentInspection(String recognition, Duration pictureTimeout, Duration timeout) {
        this.tesseract = new Tesseract(recognition, pictureTimeout);
        this.timeout = timeout;
    }

    /** Looks at a file. */
    public Inspection inspect(byte[] content, DocumentType type) {
        Future<Inspection> looking = workers.submit(() -> look(content, type));
        try {
            return looking.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            looking.cancel(true);
            return Inspection.awaitingPerson();
        } catch (ExecutionException e) {
            return Inspection.unreadable();
        } catch (InterruptedException e) {
            looking.cancel(true);
            Thread.currentThread().interrupt();
            return Inspection.awaitingPerson();
        }
    }

    private Inspection look(byte[] content, DocumentType type) throws IOException {
        Look look = new Look();
        try {
            if (type == DocumentType.PDF) {
                look.at(content);
            } else {
                look.at(PictureFile.read(content, type));
            }
        } catch (UnreadableDocumentException e) {
            return Inspection.unreadable();
        }
        return look.findings.isEmpty() ? new Inspection(Set.of(), look.complete) : Inspection.refused(look.findings);
    }

    /** One file being looked at. */
    private final class Look {
        private final Set<Finding> findings = EnumSet.noneOf(Finding.class);
        private boolean complete = true;

        void at(byte[] pdf) throws IOException, UnreadableDocumentException {
            try (PdfFile file = PdfFile.open(pdf)) {
                findings.addAll(TextInspection.findings(file.text()));
                complete = !file.hasAttachments();
                for (int page = 0;
                        page < file.pages() && !Thread.currentThread().isInterrupted();
                        page++) {
                    at(file.picture(page));
                }
            }
        }

        void at(BufferedImage picture) {
            BufferedImage grey = Grey.of(picture);
            if (!Grey.isBlank(grey)) {
                complete &= isRead(grey);
            }
        }

        /** Tries the other sides up when hardly a word is read. */
        private boolean isRead(BufferedImage grey) {
            for (int quarters = 0; quarters < SIDES; quarters++) {
                Optional<Recognition> read = tesseract.read(Grey.turned(grey, quarters));
                if (read.isEmpty()) {
                    return false;
                }
                findings.addAll(TextInspection.findings(read.get().text()));
                if (read.get().words() >= WORDS_OF_A_COPY) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Stops the workers; a file being looked at is dropped. */
    @Override
    public void close() {
        workers.shutdownNow();
    }
}
