package nl.privacyloket.request.document;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Looks whether a copy of an identity document still shows what must be made black: in the text layer of a PDF, and in
 * pictures by character recognition, whichever way up they are, also in those under something else. Works in memory only, in a
 * process that holds one file and ends with it.
 *
 * <p>What cannot be opened within the limits (pages, pixels, text, memory, time) is {@link Finding#UNREADABLE}. What opens but
 * cannot be read to the end (no recognition installed, time over, a picture in which hardly a word is read, a file inside the
 * file) waits for a person. Thread-safe; inspects two files at a time, others wait.
 */
public final class DocumentInspection {

    private static final int AT_ONCE = 2;

    private final InspectionProcess process;
    private final Duration timeout;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    /**
     * @param recognition the command {@code tesseract} or the path to it
     * @param pictureTimeout for reading one picture
     * @param timeout for one file
     */
    public DocumentInspection(String recognition, Duration pictureTimeout, Duration timeout) {
        this.process = new InspectionProcess(recognition, pictureTimeout);
        this.timeout = timeout;
    }

    /** Looks at a file. */
    public Inspection inspect(byte[] content, DocumentType type) {
        try {
            if (!turns.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                return Inspection.awaitingPerson();
            }
            try {
                return process.inspect(content, type, timeout);
            } finally {
                turns.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Inspection.awaitingPerson();
        }
    }
}
