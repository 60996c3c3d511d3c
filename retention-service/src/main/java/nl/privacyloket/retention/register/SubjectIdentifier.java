package nl.privacyloket.retention.register;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import nl.privacyloket.crypto.SubjectHash;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** By what a person is known. Personal data: hashed as soon as it is read, stored nowhere, in no log. */
@Schema(name = "SubjectIdentifier")
record SubjectIdentifier(
        @Schema(examples = "customer-number", required = true) @NotNull @Pattern(regexp = SubjectIdentifier.TYPE)
        String type,

        @Schema(examples = "C-1042", required = true) @NotBlank @Size(max = SubjectIdentifier.LONGEST)
        String value) {

    static final String TYPE = "[a-z][a-z0-9-]{0,62}";
    static final int LONGEST = 320;

    /** The keyed hash; the value is normalised first. */
    SubjectKey key(SubjectHash hash, String organisation) {
        return SubjectKey.ofHex(hash.of(organisation, type, value));
    }

    @Override
    public String toString() {
        return "SubjectIdentifier[" + type + "]";
    }
}
