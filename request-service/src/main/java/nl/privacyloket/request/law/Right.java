package nl.privacyloket.request.law;

import java.util.Arrays;
import java.util.Optional;

/** The rights of a person under the GDPR that a request can invoke. They exist whether or not a statement names them. */
public enum Right implements Coded {
    /** Art. 15. */
    ACCESS("access"),
    /** Art. 16, completion included. */
    RECTIFICATION("rectification"),
    /** Art. 17. */
    ERASURE("erasure"),
    /** Art. 18. */
    RESTRICTION("restriction"),
    /** Art. 21. */
    OBJECTION("objection"),
    /** Art. 20. */
    PORTABILITY("portability"),
    /** Art. 7(3). */
    CONSENT_WITHDRAWAL("consent-withdrawal");

    private final String code;

    Right(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    /** Access and portability end with a package that the person downloads. */
    public boolean endsWithExport() {
        return this == ACCESS || this == PORTABILITY;
    }

    /** The right with that published name, or nothing: there are no others. */
    public static Optional<Right> ofCode(String code) {
        return Arrays.stream(values()).filter(right -> right.code.equals(code)).findFirst();
    }
}
