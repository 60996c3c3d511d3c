package nl.privacyloket.retention.system;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import nl.privacyloket.retention.system.validation.AnswerTime;
import nl.privacyloket.retention.system.validation.BackupWindow;
import nl.privacyloket.retention.system.validation.PublicJwk;
import nl.privacyloket.retention.system.validation.ReachableRecipient;
import nl.privacyloket.retention.system.validation.SweepableByAge;
import nl.privacyloket.retention.system.validation.VerifiableErasure;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an operator tells about a data system. */
@Schema(name = "SystemRegistration")
@VerifiableErasure
@SweepableByAge
@ReachableRecipient
public record SystemRegistration(
        @Schema(examples = "PRIFORA webshop") @NotBlank @Size(max = 200)
        String name,

        @Schema(
                description = "own: the organisation's; recipient: of somebody whom data were disclosed to (art. 19)",
                enumeration = {"own", "recipient"},
                defaultValue = "own")
        @Pattern(regexp = "own|recipient")
        String kind,

        @Schema(description = "Data categories that it holds, named as in the policy") @NotEmpty @Size(max = 100)
        List<@NotNull @Pattern(regexp = "[a-z][a-z0-9-]{0,62}") String> categories,

        @Schema(
                description = "What it can be asked to do; erase needs verify too, because an erasure is read back."
                        + " Empty for a recipient that is told by mail")
        @NotNull
        @Size(max = 10)
        List<@NotNull @Pattern(regexp = Capability.PATTERN) String> capabilities,

        @Schema(
                description = "EC P-256 public key as JWK (RFC 7517); commands are sealed to it",
                implementation = Object.class)
        @NotNull
        @PublicJwk
        JsonNode publicKey,

        @Schema(description = "ISO 8601 period that erased data live on in backups", examples = "P56D") @BackupWindow
        String backupWindow,

        @Schema(description = "ISO 8601 duration that it may take to answer; without it PT15M", examples = "PT15M")
        @AnswerTime
        String answerTime,

        @Schema(
                description =
                        "Categories of which it registers no holdings: it is told to let go of what has reached its"
                                + " age. They are among its categories; it needs purge and verify for that")
        @Size(max = 100)
        List<@NotNull @Pattern(regexp = "[a-z][a-z0-9-]{0,62}") String> ageSwept,

        @Schema(
                description =
                        "Of a recipient: where it is written to about what it cannot be commanded to do (art. 19)",
                nullable = true)
        @Email
        @Size(max = 254)
        String contactEmail) {

    public SystemRegistration {
        kind = kind == null ? "own" : kind;
        ageSwept = ageSwept == null ? List.of() : ageSwept;
    }

    /** Without the address, which can be that of a person. */
    @Override
    public String toString() {
        return "SystemRegistration[" + name + "]";
    }
}
