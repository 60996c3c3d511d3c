package nl.privacyloket.request.state;

/** A step that cannot be taken where the request stands. */
public final class IllegalStepException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Step step;
    private final RequestStatus status;

    public IllegalStepException(Step step, RequestStatus status) {
        super(step.code() + " is not possible in " + status.code());
        this.step = step;
        this.status = status;
    }

    public Step step() {
        return step;
    }

    public RequestStatus status() {
        return status;
    }
}
