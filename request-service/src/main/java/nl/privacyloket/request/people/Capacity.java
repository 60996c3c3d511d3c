package nl.privacyloket.request.people;

import java.util.Arrays;
import java.util.Optional;
import nl.privacyloket.request.law.Coded;

/** In what capacity somebody acts for the person concerned. */
public enum Capacity implements Coded {
    /** Legal representative of a child, or of somebody under guardianship. */
    GUARDIAN("guardian"),
    /** Mentor appointed by the court (BW 1:450). */
    MENTOR("mentor"),
    /** Authorised by the person. */
    AUTHORISED("authorised"),
    /** Reports that data of a child are kept without consent; acts for nobody, so has nothing to prove. */
    REPORTER("reporter");

    private final String code;

    Capacity(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    public static Optional<Capacity> ofCode(String code) {
        return Arrays.stream(values())
                .filter(capacity -> capacity.code.equals(code))
                .findFirst();
    }

    /** Whether it has to be established that this person may act for the other. */
    public boolean isRepresentation() {
        return this != REPORTER;
    }
}
