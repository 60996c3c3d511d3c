package nl.privacyloket.request.document;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.graphics.image.PDInlineImage;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.rendering.PageDrawer;
import org.apache.pdfbox.rendering.PageDrawerParameters;
import org.apache.pdfbox.text.PDFTextStripper;

/** A PDF file opened in memory, within limits. */
final class PdfFile implements AutoCloseable {

    static final int MOST_PAGES = 10;

    private static final int MOST_OBJECTS = 20_000;
    private static final int MOST_TEXT = 200_000;
    private static final int MOST_INLINE = 200;

    /** No number can be read in what is lower. */
    private static final int LEAST_SIDE = 8;

    private static final long ENOUGH_PIXELS = 12_000_000;
    private static final float POINTS_PER_INCH = 72;
    private static final float DPI = 200;
    private static final float LONGEST_SIDE = 2_500;

    private final PDDocument document;
    private final PDFRenderer renderer;
    private final List<PDInlineImage> inline = new ArrayList<>();

    private PdfFile(PDDocument document) {
        this.document = document;
        this.renderer = new CollectingRenderer(document);
        renderer.setSubsamplingAllowed(true);
    }

    /** @throws UnreadableDocumentException when it is broken, needs a password, or goes beyond the limits */
    static PdfFile open(byte[] content) throws UnreadableDocumentException {
        UnfoldedSize.require(content);
        PDDocument document;
        try {
            document = Loader.loadPDF(content, "", null, null, IOUtils.createMemoryOnlyStreamCache());
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new UnreadableDocumentException("broken or protected");
        }
        PdfFile file = new PdfFile(document);
        try {
            file.requireLimits();
            return file;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            file.close();
            throw new UnreadableDocumentException("broken");
        } catch (UnreadableDocumentException e) {
            file.close();
            throw e;
        }
    }

    private void requireLimits() throws IOException, UnreadableDocumentException {
        int pages = document.getNumberOfPages();
        if (pages == 0 || pages > MOST_PAGES) {
            throw new UnreadableDocumentException("no page or too many");
        }
        COSDocument objects = document.getDocument();
        if (objects.getXrefTable().size() > MOST_OBJECTS) {
            throw new UnreadableDocumentException("too many objects");
        }
        for (COSObjectKey key : objects.getXrefTable().keySet()) {
            COSBase object = objects.getObjectFromPool(key).getObject();
            if (object instanceof COSStream stream && stream.getCOSName(COSName.SUBTYPE) == COSName.IMAGE) {
                long pixels =
                        (long) stream.getInt(COSName.WIDTH, COSName.W, 0) * stream.getInt(COSName.HEIGHT, COSName.H, 0);
                if (pixels > PictureFile.MOST_PIXELS) {
                    throw new UnreadableDocumentException("too many pixels");
                }
            }
        }
    }

    int pages() {
        return document.getNumberOfPages();
    }

    /** Whether other files travel inside it, which nobody looks into. */
    boolean hasAttachments() throws IOException {
        PDDocumentNameDictionary names = document.getDocumentCatalog().getNames();
        return names != null && names.getEmbeddedFiles() != null;
    }

    /** The text layer, also what is hidden under something black. */
    String text() throws IOException, UnreadableDocumentException {
        LimitedText text = new LimitedText();
        PDFTextStripper stripper = new PDFTextStripper();
        stripper.setSortByPosition(true);
        try {
            stripper.writeText(document, text);
        } catch (TextTooLongException e) {
            throw new UnreadableDocumentException("too much text");
        }
        return text.toString();
    }

    /** What a page looks like. */
    BufferedImage picture(int page) throws IOException {
        PDRectangle box = document.getPage(page).getCropBox();
        float inches = Math.max(box.getWidth(), box.getHeight()) / POINTS_PER_INCH;
        return renderer.renderImageWithDPI(page, Math.min(DPI, LONGEST_SIDE / inches), ImageType.GRAY);
    }

    /**
     * Shows each picture in the file as it is, also what is covered, cut off or never shown; those that stand in the course
     * of a page only when that page was drawn.
     *
     * @return whether all could be opened
     */
    boolean eachImage(Consumer<BufferedImage> seen) {
        boolean all = true;
        COSDocument objects = document.getDocument();
        for (COSObjectKey key : objects.getXrefTable().keySet()) {
            if (objects.getObjectFromPool(key).getObject() instanceof COSStream stream
                    && stream.getCOSName(COSName.SUBTYPE) == COSName.IMAGE) {
                all &= isShown(() -> new PDImageXObject(new PDStream(stream), null), seen);
            }
        }
        for (PDInlineImage image : inline) {
            all &= isShown(() -> image, seen);
        }
        return all;
    }

    private interface Opening {
        PDImage image() throws IOException;
    }

    private static boolean isShown(Opening opening, Consumer<BufferedImage> seen) {
        BufferedImage picture;
        try {
            PDImage image = opening.image();
            if (Math.min(image.getWidth(), image.getHeight()) < LEAST_SIDE) {
                return true;
            }
            long pixels = (long) image.getWidth() * image.getHeight();
            int step = (int) Math.max(1, Math.floor(Math.sqrt((double) pixels / ENOUGH_PIXELS)));
            if (image.isStencil()) {
                picture = image.getStencilImage(Color.BLACK);
            } else if (image instanceof PDImageXObject object) {
                // What a mask makes transparent is still in it.
                picture = object.getOpaqueImage(null, step);
            } else {
                picture = image.getImage(null, step);
            }
        } catch (IOException | RuntimeException e) {
            return false;
        }
        if (picture == null) {
            return false;
        }
        seen.accept(picture);
        return true;
    }

    /** Remembers pictures that are no objects of their own. */
    private final class CollectingRenderer extends PDFRenderer {
        CollectingRenderer(PDDocument document) {
            super(document);
        }

        @Override
        protected PageDrawer createPageDrawer(PageDrawerParameters parameters) throws IOException {
            PageDrawer drawer = new PageDrawer(parameters) {
                @Override
                public void drawImage(PDImage image) throws IOException {
                    if (image instanceof PDInlineImage here && inline.size() < MOST_INLINE) {
                        inline.add(here);
                    }
                    super.drawImage(image);
                }
            };
            drawer.setAnnotationFilter(getAnnotationsFilter());
            return drawer;
        }
    }

    @Override
    public void close() {
        try {
            document.close();
        } catch (IOException e) {
            // It was in memory only, so nothing stays behind.
            return;
        }
    }

    private static final class TextTooLongException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static final class LimitedText extends Writer {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void write(char[] characters, int from, int length) throws IOException {
            if (text.length() + length > MOST_TEXT) {
                throw new TextTooLongException();
            }
            text.append(characters, from, length);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
