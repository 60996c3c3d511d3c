package nl.privacyloket.request.access;

import java.util.Map;

/**
 * A refusal that leaves a trace: what was noted in its transaction stays. To be named in {@code dontRollbackOn} wherever it
 * passes.
 */
public final class NotedRefusalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Map<String, Object> members;
    private final transient Map<String, String> headers;

    /**
     * @param status HTTP status
     * @param code last part of the problem's type
     * @param members what the document also tells; no personal data
     * @param headers of the answer
     */
    public NotedRefusalException(int status, String code, Map<String, Object> members, Map<String, String> headers) {
        super(code);
        this.status = status;
        this.code = code;
        this.members = Map.copyOf(members);
        this.headers = Map.copyOf(headers);
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

    public Map<String, String> headers() {
        return headers;
    }
}
