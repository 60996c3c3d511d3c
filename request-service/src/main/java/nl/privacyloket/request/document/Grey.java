package nl.privacyloket.request.document;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/** Pictures in shades of grey, of a size at which text can be read by machine. */
final class Grey {

    private static final double LONGEST_SIDE = 2_600;
    private static final double SHORT_PICTURE = 1_300;
    private static final int CONTRAST = 24;

    private Grey() {}

    /** The picture on white, in grey, made smaller or twice as large where that helps. */
    static BufferedImage of(BufferedImage picture) {
        double longest = Math.max(picture.getWidth(), picture.getHeight());
        double factor = longest > LONGEST_SIDE ? LONGEST_SIDE / longest : longest < SHORT_PICTURE ? 2 : 1;
        int width = (int) Math.max(1, Math.round(picture.getWidth() * factor));
        int height = (int) Math.max(1, Math.round(picture.getHeight() * factor));
        BufferedImage grey = blank(width, height);
        Graphics2D pen = grey.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        pen.drawImage(picture, 0, 0, width, height, null);
        pen.dispose();
        return grey;
    }

    /** The grey picture a number of quarters clockwise. */
    static BufferedImage turned(BufferedImage grey, int quarters) {
        if (quarters == 0) {
            return grey;
        }
        boolean upright = quarters % 2 == 0;
        int width = upright ? grey.getWidth() : grey.getHeight();
        int height = upright ? grey.getHeight() : grey.getWidth();
        AffineTransform turn = new AffineTransform();
        turn.translate(width / 2.0, height / 2.0);
        turn.quadrantRotate(quarters);
        turn.translate(-grey.getWidth() / 2.0, -grey.getHeight() / 2.0);
        BufferedImage turned = blank(width, height);
        Graphics2D pen = turned.createGraphics();
        pen.drawImage(grey, turn, null);
        pen.dispose();
        return turned;
    }

    /** Whether nothing stands out on it. */
    static boolean isBlank(BufferedImage grey) {
        int lightest = 0;
        int darkest = 255;
        for (byte shade : ((DataBufferByte) grey.getRaster().getDataBuffer()).getData()) {
            lightest = Math.max(lightest, shade & 0xFF);
            darkest = Math.min(darkest, shade & 0xFF);
        }
        return lightest - darkest < CONTRAST;
    }

    private static BufferedImage blank(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = image.createGraphics();
        pen.setColor(java.awt.Color.WHITE);
        pen.fillRect(0, 0, width, height);
        pen.dispose();
        return image;
    }
}
