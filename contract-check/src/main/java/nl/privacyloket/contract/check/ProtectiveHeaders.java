package nl.privacyloket.contract.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The headers by which every answer tells a browser what it must not do with it. */
public final class ProtectiveHeaders {
    private ProtectiveHeaders() {}

    /**
     * What an answer lacks or tells too much.
     *
     * @param header the value of a header by its name, or null
     */
    public static List<String> faults(UnaryOperator<String> header) {
        List<String> faults = new ArrayList<>();
        require(header, "X-Content-Type-Options", "nosniff", faults);
        require(header, "Content-Security-Policy", "default-src 'none'", faults);
        require(header, "Referrer-Policy", "no-referrer", faults);
        require(header, "Cross-Origin-Resource-Policy", "same-origin", faults);
        require(header, "Cache-Control", "no-", faults);
        for (String telling : List.of("Server", "X-Powered-By")) {
            if (!said(header, telling).isEmpty()) {
                faults.add("the header " + telling + " tells what the service is made of");
            }
        }
        return faults;
    }

    private static void require(UnaryOperator<String> header, String name, String start, List<String> faults) {
        if (!said(header, name).startsWith(start)) {
            faults.add("the header " + name + " is '" + said(header, name) + "' and has to begin with " + start);
        }
    }

    private static String said(UnaryOperator<String> header, String name) {
        String value = header.apply(name);
        return value == null ? "" : value;
    }
}
