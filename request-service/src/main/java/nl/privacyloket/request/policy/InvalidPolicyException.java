package nl.privacyloket.request.policy;

import java.util.List;

/** A policy that cannot be published; the message names its source and each field at fault. */
public final class InvalidPolicyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidPolicyException(String source, List<String> faults) {
        super(source + ": " + String.join("; ", faults));
    }
}
