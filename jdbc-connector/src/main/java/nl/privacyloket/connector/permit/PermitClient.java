package nl.privacyloket.connector.permit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import nl.privacyloket.messaging.trace.TraceContext;

/** Redeems and settles permits where they were given. Follows no redirect: the token is for one receiver. */
public final class PermitClient {
    /** Rows stay locked for as long. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(2))
            .followRedirects(Redirect.NEVER)
            .version(Version.HTTP_1_1)
            .build();

    /** What became of a redemption. */
    public enum Outcome {
        /** The transaction may be committed. */
        GRANTED,
        /** Something may have come under a hold: nothing may be committed. */
        REVOKED,
        /** No such permit, or not one of this token. */
        REFUSED,
        /** Nobody answered, or in trouble. */
        UNREACHABLE
    }

    /** Asks whether the transaction may be committed. */
    Outcome redeem(CommandPermit permit) {
        try {
            int status = send(permit, "POST");
            if (status / 100 == 2) {
                return Outcome.GRANTED;
            }
            if (status == 409) {
                return Outcome.REVOKED;
            }
            return isFinal(status) ? Outcome.REFUSED : Outcome.UNREACHABLE;
        } catch (IllegalArgumentException e) {
            return Outcome.REFUSED;
        } catch (IOException e) {
            return Outcome.UNREACHABLE;
        }
    }

    /** Says that the transaction has ended; false when that could not be said. */
    boolean settle(CommandPermit permit) {
        try {
            int status = send(permit, "DELETE");
            return status / 100 == 2 || isFinal(status);
        } catch (IllegalArgumentException | IOException e) {
            return false;
        }
    }

    /** Too many requests and time-outs pass, as what is wrong at the other side does. */
    private static boolean isFinal(int status) {
        return status / 100 == 4 && status != 408 && status != 425 && status != 429;
    }

    private int send(CommandPermit permit, String method) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(permit.url()))
                .timeout(TIMEOUT)
                .header("Permit-Token", permit.token())
                .method(method, BodyPublishers.noBody());
        String place = TraceContext.current();
        if (place != null) {
            request.header(TraceContext.NAME, place);
        }
        try {
            return http.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
    }
}
