package nl.privacyloket.request.disclosure;

import java.util.Arrays;
import java.util.Optional;
import nl.privacyloket.request.law.Coded;

/** Who asked for a disclosure. */
public enum AskedBy implements Coded {
    PERSON("person"),
    REPRESENTATIVE("representative"),
    AUTHORITY("authority"),
    THIRD_PARTY("third-party");

    private final String code;

    AskedBy(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    static Optional<AskedBy> ofCode(String code) {
        return Arrays.stream(values()).filter(by -> by.code.equals(code)).findFirst();
    }
}
