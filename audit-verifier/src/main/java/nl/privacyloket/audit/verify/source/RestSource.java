package nl.privacyloket.audit.verify.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import nl.privacyloket.audit.verify.TrustedKeys;
import nl.privacyloket.audit.verify.UnusableInputException;
import nl.privacyloket.audit.verify.record.Delivered;
import nl.privacyloket.tlog.Checkpoint;
import nl.privacyloket.tlog.Hash;

/** The REST API of a service: its checkpoint first, then its entries as NDJSON, which must reach it. */
public final class RestSource implements AuditSource {
    /** A server that says nothing for so long is not waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** No service answers entries of more bytes. */
    private static final int LONGEST_ENTRY = 256 * 1024;

    private static final int LONGEST_NOTE = 256 * 1024;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final URI service;
    private final String token;
    private final TrustedKeys keys;
    private final Duration patience;
    private String log;
    /** How many entries the checkpoint covers that the service answered. */
    private long size;

    /**
     * @param service its address, such as {@code https://requests.example.nl}
     * @param token a bearer token with the role compliance
     */
    public RestSource(URI service, String token, TrustedKeys keys) {
        this(service, token, keys, PATIENCE);
    }

    RestSource(URI service, String token, TrustedKeys keys, Duration patience) {
        String text = service.toString();
        this.service = URI.create(text.endsWith("/") ? text : text + "/");
        this.token = token;
        this.keys = keys;
        this.patience = patience;
    }

    @Override
    public String name() {
        return service.toString();
    }

    @Override
    public List<Note> notes() throws UnusableInputException, InterruptedException {
        try (InputStream in = get("audit/checkpoint", "text/plain")) {
            String note = new String(in.readNBytes(LONGEST_NOTE), UTF_8);
            Checkpoint checkpoint = checkpoint(note);
            log = logOf(checkpoint.origin());
            size = checkpoint.size();
            return List.of(new Note(service + "audit/checkpoint", note));
        } catch (IOException e) {
            throw new UnusableInputException(service + " does not answer", e);
        }
    }

    private Checkpoint checkpoint(String note) throws UnusableInputException {
        try {
            return Checkpoint.parse(note.substring(0, note.lastIndexOf("\n\n") + 1));
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            throw new UnusableInputException(service + " does not answer with a checkpoint", e);
        }
    }

    private String logOf(String origin) throws UnusableInputException {
        String found = keys.logOf(origin);
        if (found == null) {
            throw new UnusableInputException(service + " is the log " + origin + ", for which no key was given");
        }
        return found;
    }

    @Override
    public String onlyLog() {
        return log;
    }

    @Override
    public void read(Verified verified, Receiver receiver) throws UnusableInputException, InterruptedException {
        read(verified.entries(log), size - 1, receiver);
    }

    /** Of the server nothing is believed: neither that it ends, nor that it answers with what it was asked for. */
    private void read(long from, long to, Receiver receiver) throws UnusableInputException, InterruptedException {
        if (from > to) {
            return;
        }
        try (InputStream in = get("audit/entries?from=" + from + "&to=" + to, "application/x-ndjson")) {
            LineRecords.deliver(in, (number, line) -> answer(number, to - from + 1, line), receiver);
        } catch (IOException e) {
            throw new UnusableInputException(
                    service + " broke off, or said nothing for " + patience.toSeconds() + " s", e);
        }
    }

    private Delivered answer(long number, long asked, byte[] line) throws UnusableInputException {
        if (number > asked || line == null || line.length > LONGEST_ENTRY) {
            throw new UnusableInputException(service + " answers more than the " + asked + " entries it was asked for");
        }
        return Delivered.answer(name(), number, log, line);
    }

    @Override
    public List<Hash> leaves(String ofLog, long first, long last) throws UnusableInputException, InterruptedException {
        if (log == null) {
            notes();
        }
        if (!ofLog.equals(log)) {
            return List.of();
        }
        LineRecords.Range range = new LineRecords.Range(ofLog, first, last);
        read(first, last, range);
        return range.leaves();
    }

    private InputStream get(String path, String type) throws IOException, UnusableInputException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(service.resolve(path)).timeout(patience).header("Accept", type);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            response.body().close();
            throw new UnusableInputException(service + path + " answers " + response.statusCode()
                    + (response.statusCode() == 401 || response.statusCode() == 403
                            ? ": the token lacks the role compliance, or has expired"
                            : ""));
        }
        return new UnhangingStream(response.body(), patience);
    }
}
