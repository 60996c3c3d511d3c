package nl.privacyloket.connector.shop;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Answers redemptions as retention-service does: grants, unless told otherwise for the next ones. */
public final class PermitServer implements AutoCloseable {
    /** The token that it knows. */
    public static final String TOKEN = "V4iAQHvuNWGfQJKcu-JBqRwrz2dDfBG6lbH_NTmqu5s";

    private static final PermitServer GRANTING = start();

    private final HttpServer server;
    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile Runnable atRedemption = () -> {};

    private PermitServer(HttpServer server) {
        this.server = server;
    }

    /** One for all tests that do not look at permits. */
    public static PermitServer granting() {
        return GRANTING;
    }

    public static PermitServer start() {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            PermitServer permits = new PermitServer(http);
            http.setExecutor(Executors.newCachedThreadPool(work -> {
                Thread thread = new Thread(work, "permits");
                thread.setDaemon(true);
                return thread;
            }));
            http.createContext("/", exchange -> {
                boolean known = TOKEN.equals(exchange.getRequestHeaders().getFirst("Permit-Token"));
                permits.calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
                int status = known ? 204 : 404;
                if (known && exchange.getRequestMethod().equals("POST")) {
                    permits.atRedemption.run();
                    Integer told = permits.statuses.poll();
                    status = told == null ? 204 : told;
                }
                exchange.sendResponseHeaders(status, -1);
                exchange.close();
            });
            http.start();
            return permits;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the next redemptions are answered with, before it grants again. */
    public PermitServer answering(Integer... next) {
        statuses.addAll(List.of(next));
        return this;
    }

    /** What happens while a redemption is asked for. */
    public void atRedemption(Runnable action) {
        atRedemption = action;
    }

    /** Method and path of each call. */
    public List<String> calls() {
        return calls;
    }

    public String url(String commandId) {
        return "http://localhost:" + server.getAddress().getPort() + "/permits/" + commandId + "/redemption";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
