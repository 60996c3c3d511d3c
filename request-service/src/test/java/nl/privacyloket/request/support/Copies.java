package nl.privacyloket.request.support;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.graphics.image.PDInlineImage;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/** Copies of identity documents that never existed. */
public final class Copies {

    /** What stands on a copy beside what must be made black; nothing in it is refused. */
    public static final List<String> MASKED = List.of(
            "KONINKRIJK DER NEDERLANDEN",
            "IDENTITEITSKAART",
            "Naam Voorbeeld",
            "Voornamen Saskia Johanna",
            "Geboren te Middelburg",
            "Datum van afgifte",
            "Burgemeester van Middelburg");

    /** A number that passes the eleven-test and belongs to nobody. */
    public static final String BSN = "999999990";

    private static final float WIDTH = 420;
    private static final float LINE = 22;

    private Copies() {}

    /** The lines of a masked copy and more. */
    public static List<String> with(String... more) {
        return java.util.stream.Stream.concat(MASKED.stream(), java.util.Arrays.stream(more))
                .toList();
    }

    /** A PDF with a text layer. */
    public static byte[] pdf(List<String> lines) {
        try (PDDocument document = written(lines)) {
            return bytes(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A PDF with black bars over the last lines, which stay in its text layer. */
    public static byte[] pdfWithBars(List<String> lines, int hidden) {
        try (PDDocument document = written(lines)) {
            PDPage page = document.getPage(0);
            try (PDPageContentStream pen =
                    new PDPageContentStream(document, page, PDPageContentStream.AppendMode.APPEND, true, true)) {
                pen.addRect(0, 0, WIDTH, LINE * hidden + LINE / 2);
                pen.fill();
            }
            return bytes(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A PDF that holds nothing but a picture. */
    public static byte[] scan(List<String> lines) {
        try (PDDocument document = new PDDocument()) {
            BufferedImage picture = picture(lines);
            PDImageXObject image = LosslessFactory.createFromImage(document, picture);
            PDPage page = new PDPage(new PDRectangle(WIDTH, WIDTH * picture.getHeight() / picture.getWidth()));
            document.addPage(page);
            try (PDPageContentStream pen = new PDPageContentStream(document, page)) {
                pen.drawImage(
                        image,
                        0,
                        0,
                        page.getMediaBox().getWidth(),
                        page.getMediaBox().getHeight());
            }
            return bytes(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A PDF that holds a picture, with black bars over its last lines. */
    public static byte[] scanWithBars(List<String> lines, int hidden) {
        return barred(lines, hidden, false);
    }

    /** The same with the picture in the course of the page. */
    public static byte[] inlineScanWithBars(List<String> lines, int hidden) {
        return barred(lines, hidden, true);
    }

    private static byte[] barred(List<String> lines, int hidden, boolean inline) {
        try (PDDocument document = new PDDocument()) {
            BufferedImage picture = picture(lines);
            float height = WIDTH * picture.getHeight() / picture.getWidth();
            PDPage page = new PDPage(new PDRectangle(WIDTH, height));
            document.addPage(page);
            try (PDPageContentStream pen = new PDPageContentStream(document, page)) {
                if (inline) {
                    pen.drawImage(inline(picture), 0, 0, WIDTH, height);
                } else {
                    pen.drawImage(LosslessFactory.createFromImage(document, picture), 0, 0, WIDTH, height);
                }
                pen.addRect(0, 0, WIDTH, LINE * hidden + LINE / 2);
                pen.fill();
            }
            return bytes(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PDInlineImage inline(BufferedImage picture) throws IOException {
        COSDictionary dictionary = new COSDictionary();
        dictionary.setInt(COSName.W, picture.getWidth());
        dictionary.setInt(COSName.H, picture.getHeight());
        dictionary.setInt(COSName.BPC, 8);
        dictionary.setItem(COSName.CS, COSName.G);
        byte[] shades = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        return new PDInlineImage(dictionary, shades, null);
    }

    /** A PNG with one text upright and another upside down below it. */
    public static byte[] upsideDownUnder(List<String> upright, List<String> upsideDown) {
        BufferedImage front = picture(upright);
        BufferedImage back = picture(upsideDown);
        BufferedImage both =
                new BufferedImage(front.getWidth(), front.getHeight() + back.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = both.createGraphics();
        pen.drawImage(front, 0, 0, null);
        pen.translate(both.getWidth(), both.getHeight());
        pen.rotate(Math.PI);
        pen.drawImage(back, 0, 0, null);
        pen.dispose();
        return written(both, "png");
    }

    /** A PDF that asks for a password. */
    public static byte[] locked(List<String> lines) {
        try (PDDocument document = written(lines)) {
            document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            return bytes(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A PDF of empty pages. */
    public static byte[] emptyPages(int pages) {
        try (PDDocument document = new PDDocument()) {
            for (int page = 0; page < pages; page++) {
                document.addPage(new PDPage(PDRectangle.A5));
            }
            return bytes(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] png(List<String> lines) {
        return written(picture(lines), "png");
    }

    public static byte[] jpeg(List<String> lines) {
        return written(picture(lines), "jpeg");
    }

    /** A PNG that lies on its side. */
    public static byte[] sideways(List<String> lines) {
        BufferedImage upright = picture(lines);
        BufferedImage turned = new BufferedImage(upright.getHeight(), upright.getWidth(), BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = turned.createGraphics();
        pen.translate(turned.getWidth(), 0);
        pen.transform(java.awt.geom.AffineTransform.getQuadrantRotateInstance(1));
        pen.drawImage(upright, 0, 0, null);
        pen.dispose();
        return written(turned, "png");
    }

    /** A PNG with a shape and no word on it. */
    public static byte[] wordless() {
        BufferedImage picture = new BufferedImage(800, 500, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, 800, 500);
        pen.setColor(Color.DARK_GRAY);
        pen.fillOval(200, 100, 300, 300);
        pen.dispose();
        return written(picture, "png");
    }

    public static BufferedImage picture(List<String> lines) {
        try (PDDocument document = written(lines)) {
            return new PDFRenderer(document).renderImageWithDPI(0, 200, ImageType.GRAY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] written(BufferedImage picture, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(picture, format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static PDDocument written(List<String> lines) throws IOException {
        PDDocument document = new PDDocument();
        // Travels with the library, so that no font of the machine is needed.
        PDFont font = PDType0Font.load(
                document,
                PDDocument.class.getResourceAsStream("/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf"));
        PDPage page = new PDPage(new PDRectangle(WIDTH, LINE * (lines.size() + 1)));
        document.addPage(page);
        try (PDPageContentStream pen = new PDPageContentStream(document, page)) {
            pen.beginText();
            pen.setFont(font, 12);
            pen.newLineAtOffset(15, LINE * lines.size());
            for (String line : lines) {
                pen.showText(line);
                pen.newLineAtOffset(0, -LINE);
            }
            pen.endText();
        }
        return document;
    }

    private static byte[] bytes(PDDocument document) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        document.save(out);
        return out.toByteArray();
    }
}
