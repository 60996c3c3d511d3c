package nl.privacyloket.bench.intake;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import nl.privacyloket.stack.client.NewRequest;

/** Requests as persons send them by the web, each from an address of its own, all of the same size. */
public final class RequestLetters {
    /** Where they are sent. */
    public static final String PATH = "/organisations/prifora/requests";

    private final String series;

    /** @param series in small letters: no address is in two */
    public RequestLetters(String series) {
        this.series = series;
    }

    /** The address of one. */
    public String address(long number) {
        return String.format(Locale.ROOT, "%s-%09d@example.org", series, number);
    }

    /** Which one an address is of. */
    public long number(String address) {
        return Long.parseLong(address.substring(series.length() + 1, address.indexOf('@')));
    }

    /** The body of one. */
    public byte[] body(long number) {
        return new NewRequest(
                        "access",
                        "Noor van der Meer",
                        address(number),
                        "webshop-customer",
                        "customer-number",
                        String.format(Locale.ROOT, "K%09d", number),
                        "nl")
                .toJson()
                .getBytes(StandardCharsets.UTF_8);
    }
}
