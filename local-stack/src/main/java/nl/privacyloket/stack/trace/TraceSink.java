package nl.privacyloket.stack.trace;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import nl.privacyloket.stack.Stopwatch;
import org.jboss.logging.Logger;

/**
 * Takes what services export over OTLP/HTTP (protobuf) and appends it, unpacked, to a file. Text stands in protobuf as it
 * is, so the file can be searched for what should not be in a trace.
 */
public final class TraceSink implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TraceSink.class);

    private final HttpServer server;
    private final Path file;
    private final ExecutorService worker = Executors.newSingleThreadExecutor();

    private TraceSink(HttpServer server, Path file) {
        this.server = server;
        this.file = file;
    }

    /**
     * Listens on this port of the loopback address (0 for a free one) and starts with an empty file.
     *
     * @throws IOException when the port is taken or the file cannot be written
     */
    public static TraceSink start(int port, Path file) throws IOException {
        Stopwatch watch = Stopwatch.started();
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, new byte[0]);
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        TraceSink sink = new TraceSink(http, file);
        http.createContext("/v1/", sink::take);
        http.setExecutor(sink.worker);
        http.start();
        LOG.infof("OTLP sink listens on port %d after %d ms", sink.port(), watch.millis());
        return sink;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** What services take as {@code quarkus.otel.exporter.otlp.endpoint}, with the protocol {@code http/protobuf}. */
    public String endpoint() {
        return "http://localhost:" + port();
    }

    /** The file with everything received since the start. */
    public Path file() {
        return file;
    }

    @Override
    public void close() {
        server.stop(0);
        worker.shutdownNow();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange;
                OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            body(exchange).transferTo(out);
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            // An empty protobuf message: all was taken.
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static InputStream body(HttpExchange exchange) throws IOException {
        String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
        return "gzip".equalsIgnoreCase(encoding)
                ? new GZIPInputStream(exchange.getRequestBody())
                : exchange.getRequestBody();
    }
}
