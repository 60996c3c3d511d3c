package nl.privacyloket.request.document;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Reads a JPEG or PNG file without letting it unfold beyond measure, and without a file on disk. */
final class PictureFile {

    /** More than a telephone makes; checked before anything is decoded. */
    static final long MOST_PIXELS = 50_000_000;

    /** Finer than this does not make text more readable. */
    private static final long ENOUGH_PIXELS = 12_000_000;

    private PictureFile() {}

    static BufferedImage read(byte[] content, DocumentType type) throws UnreadableDocumentException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(type.code());
        if (!readers.hasNext()) {
            throw new UnreadableDocumentException("no reader");
        }
        ImageReader reader = readers.next();
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
            reader.setInput(input, true, true);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels > MOST_PIXELS) {
                throw new UnreadableDocumentException("too many pixels");
            }
            ImageReadParam parameters = reader.getDefaultReadParam();
            int step = (int) Math.max(1, Math.floor(Math.sqrt((double) pixels / ENOUGH_PIXELS)));
            parameters.setSourceSubsampling(step, step, 0, 0);
            return reader.read(0, parameters);
        } catch (IOException | RuntimeException e) {
            // A reader's message can quote what it read.
            throw new UnreadableDocumentException("broken picture");
        } finally {
            reader.dispose();
        }
    }
}
