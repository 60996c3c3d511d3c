package nl.privacyloket.request.policy;

import nl.privacyloket.request.law.Coded;

/** How a request came in. */
public enum Channel implements Coded {
    WEB("web"),
    E_MAIL("e-mail"),
    POST("post"),
    PHONE("phone"),
    COUNTER("counter");

    private final String code;

    Channel(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
