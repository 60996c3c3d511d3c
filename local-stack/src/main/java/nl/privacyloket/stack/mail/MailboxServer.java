package nl.privacyloket.stack.mail;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import nl.privacyloket.stack.Stopwatch;
import org.jboss.logging.Logger;

/**
 * A {@link Mailbox} over HTTP: {@code /} and {@code /mails/{id}} for people; {@code GET /messages}, {@code GET
 * /messages?to=address}, {@code GET /messages/{id}} and {@code DELETE /messages} for programs.
 */
public final class MailboxServer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(MailboxServer.class);
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    private final Mailbox mailbox;
    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(2);

    private MailboxServer(Mailbox mailbox, HttpServer server) {
        this.mailbox = mailbox;
        this.server = server;
    }

    /**
     * Shows the mailbox on this port of the loopback address; 0 takes a free one.
     *
     * @throws IOException when the port is taken
     */
    public static MailboxServer start(int port, Mailbox mailbox) throws IOException {
        Stopwatch watch = Stopwatch.started();
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        MailboxServer started = new MailboxServer(mailbox, http);
        http.createContext("/", started::answer);
        http.setExecutor(started.workers);
        http.start();
        LOG.infof("Mailbox listens on port %d after %d ms", started.port(), watch.millis());
        return started;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            switch (exchange.getRequestMethod()) {
                case "GET", "HEAD" -> get(exchange, path);
                case "DELETE" -> delete(exchange, path);
                default -> send(exchange, 405, "text/plain", "Method not allowed\n");
            }
        }
    }

    private void get(HttpExchange exchange, String path) throws IOException {
        if (path.equals("/")) {
            send(exchange, 200, "text/html", MailboxPage.list(mailbox.all()));
        } else if (path.equals("/messages")) {
            Optional<String> to = queryParameter(exchange, "to");
            sendJson(exchange, to.map(mailbox::to).orElseGet(mailbox::all));
        } else if (path.startsWith("/messages/")) {
            Optional<ReceivedMail> mail = find(path, "/messages/");
            if (mail.isPresent()) {
                sendJson(exchange, mail.get());
            } else {
                send(
                        exchange,
                        404,
                        "application/problem+json",
                        JSON.writeValueAsString(Map.of("status", 404, "title", "No such mail")));
            }
        } else if (path.startsWith("/mails/")) {
            Optional<ReceivedMail> mail = find(path, "/mails/");
            if (mail.isPresent()) {
                send(exchange, 200, "text/html", MailboxPage.mail(mail.get()));
            } else {
                send(exchange, 404, "text/plain", "No such mail\n");
            }
        } else {
            send(exchange, 404, "text/plain", "Not found\n");
        }
    }

    private void delete(HttpExchange exchange, String path) throws IOException {
        if (path.equals("/messages")) {
            mailbox.clear();
            exchange.sendResponseHeaders(204, -1);
        } else {
            send(exchange, 405, "text/plain", "Method not allowed\n");
        }
    }

    private Optional<ReceivedMail> find(String path, String prefix) {
        try {
            return mailbox.find(Long.parseLong(path.substring(prefix.length())));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> queryParameter(HttpExchange exchange, String name) {
        String query = exchange.getRequestURI().getRawQuery();
        if (query == null) {
            return Optional.empty();
        }
        for (String pair : query.split("&")) {
            if (pair.startsWith(name + "=")) {
                return Optional.of(URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }

    private static void sendJson(HttpExchange exchange, Object body) throws IOException {
        send(exchange, 200, "application/json", JSON.writeValueAsString(body));
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
