package nl.privacyloket.request.document;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Reads text from pictures with the command {@code tesseract}. The picture goes in by a pipe and the text comes out by one:
 * nothing is written to disk. Takes one processor at most.
 */
final class Tesseract {

    private static final int MOST_OUTPUT = 4 * 1024 * 1024;
    private static final int CERTAIN = 50;
    private static final int LETTERS_OF_A_WORD = 3;

    // Columns of tesseract's tab-separated output.
    private static final int BLOCK = 2;
    private static final int LINE = 4;
    private static final int CONFIDENCE = 10;
    private static final int TEXT = 11;

    private final String command;
    private final Duration timeout;

    /**
     * @param command name or path of the program
     * @param timeout for one picture
     */
    Tesseract(String command, Duration timeout) {
        this.command = command;
        this.timeout = timeout;
    }

    /**
     * The text of a grey picture.
     *
     * @param left less time than for one picture, when there is
     * @return empty when the program is not there, fails, or takes too long
     */
    Optional<Recognition> read(BufferedImage grey, Duration left) {
        ProcessBuilder builder = new ProcessBuilder(
                command, "stdin", "stdout", "--psm", "11", "-l", "eng", "-c", "tessedit_create_tsv=1");
        builder.environment().put("OMP_THREAD_LIMIT", "1");
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return Optional.empty();
        }
        // Ending the process ends a write or read that hangs.
        CompletableFuture<Void> alarm = CompletableFuture.runAsync(
                process::destroyForcibly,
                CompletableFuture.delayedExecutor(
                        Math.min(timeout.toMillis(), left.toMillis()), TimeUnit.MILLISECONDS));
        try {
            try (OutputStream input = new BufferedOutputStream(process.getOutputStream())) {
                writePortableGrayMap(grey, input);
            }
            byte[] output = process.getInputStream().readNBytes(MOST_OUTPUT);
            return process.waitFor() == 0
                    ? Optional.of(recognition(new String(output, StandardCharsets.UTF_8)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            alarm.cancel(false);
            process.destroyForcibly();
        }
    }

    private static void writePortableGrayMap(BufferedImage grey, OutputStream out) throws IOException {
        out.write(("P5\n" + grey.getWidth() + " " + grey.getHeight() + "\n255\n").getBytes(StandardCharsets.US_ASCII));
        out.write(((DataBufferByte) grey.getRaster().getDataBuffer()).getData());
    }

    private static Recognition recognition(String table) {
        StringBuilder text = new StringBuilder();
        int words = 0;
        String line = "";
        for (String row : table.lines().skip(1).toList()) {
            String[] columns = row.split("\t", -1);
            if (columns.length <= TEXT || columns[TEXT].isBlank()) {
                continue;
            }
            String at = String.join("/", columns[BLOCK], columns[BLOCK + 1], columns[LINE]);
            text.append(at.equals(line) ? " " : "\n").append(columns[TEXT]);
            line = at;
            if (Double.parseDouble(columns[CONFIDENCE]) >= CERTAIN && isWord(columns[TEXT])) {
                words++;
            }
        }
        return new Recognition(text.toString(), words);
    }

    private static boolean isWord(String text) {
        return text.chars().filter(Character::isLetterOrDigit).count() >= LETTERS_OF_A_WORD;
    }
}
