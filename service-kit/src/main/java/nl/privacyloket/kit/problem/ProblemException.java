package nl.privacyloket.kit.problem;

import java.util.Map;

/**
 * A refusal that the caller gets as a problem document (RFC 9457).
 *
 * <p>Title and detail come from the resource bundles {@code problems} (the service's own) and {@code kit-problems}, by the
 * code; {@code {name}} in a text stands for a member.
 */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Member with the seconds after which it is worth trying again; also sent as the header Retry-After. */
    public static final String RETRY_AFTER = "retryAfter";

    private final int status;
    private final String code;
    private final transient Map<String, Object> members;

    /**
     * @param status HTTP status, 4xx or 503
     * @param code last part of the problem's type, kebab-case, stable
     * @param members what the document also tells, such as what is allowed; no personal data
     */
    public ProblemException(int status, String code, Map<String, Object> members) {
        super(code);
        this.status = status;
        this.code = code;
        this.members = Map.copyOf(members);
    }

    public ProblemException(int status, String code) {
        this(status, code, Map.of());
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public Map<String, Object> members() {
        return members;
    }
}
