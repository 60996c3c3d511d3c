package nl.privacyloket.connector.upload;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import nl.privacyloket.connector.command.CommandSubject.Upload;
import nl.privacyloket.connector.execution.AccessPart;
import nl.privacyloket.messaging.event.EventJson;

/** Brings a part of an export to where it is taken in, once. Follows no redirect: the token is for one receiver. */
public final class UploadClient {
    /** Longest that one attempt takes. */
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Answers that another attempt will not change. */
    private static final Set<Integer> FINAL = Set.of(400, 401, 403, 404, 405, 413, 415, 422);

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(Redirect.NEVER)
            .version(Version.HTTP_1_1)
            .build();

    /** How an attempt ended. */
    public enum Outcome {
        /** Taken in, now or by an earlier attempt whose answer was lost. */
        DONE,
        /** Not taken in, and never will be. */
        REFUSED,
        /** The receiver is away or in trouble. */
        RETRY
    }

    /** Puts the part at {@code {url}/{commandId}}. */
    public Outcome put(Upload upload, UUID commandId, AccessPart part) throws InterruptedException {
        HttpRequest request;
        try {
            request = HttpRequest.newBuilder(URI.create(upload.url().replaceAll("/+$", "") + "/" + commandId))
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json")
                    .header("Upload-Token", upload.token())
                    .PUT(BodyPublishers.ofByteArray(EventJson.mapper().writeValueAsBytes(part)))
                    .build();
        } catch (IllegalArgumentException | JsonProcessingException e) {
            return Outcome.REFUSED;
        }
        try {
            return outcome(http.send(request, BodyHandlers.discarding()).statusCode());
        } catch (IOException e) {
            return Outcome.RETRY;
        }
    }

    private static Outcome outcome(int status) {
        // The token works once: a conflict says that it has worked, the answer to that attempt got lost.
        if (status / 100 == 2 || status == 409 || status == 410) {
            return Outcome.DONE;
        }
        return FINAL.contains(status) || status / 100 == 3 ? Outcome.REFUSED : Outcome.RETRY;
    }
}
