package nl.privacyloket.retention.certificate;

import com.fasterxml.jackson.annotation.JsonRawValue;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import nl.privacyloket.kit.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A certificate as JSON.
 *
 * @param jws compact JWS (RFC 7515), EdDSA with Ed25519; its payload is the certificate
 * @param certificate the payload once more, to read
 */
@Schema(name = "SignedCertificate")
record SignedCertificate(
        @Schema(description = "Compact JWS, EdDSA with Ed25519: what is proven")
        String jws,

        @Schema(description = "What was signed, to read", implementation = Certificate.class) @JsonRawValue
        String certificate) {
    /** Media type of the compact JWS alone. */
    static final String JOSE = "application/jose";

    /**
     * The answer in the form that the caller prefers.
     *
     * @throws ProblemException 404 when there is none
     */
    static Response answer(Optional<String> found, Request call) {
        var jws = found.orElseThrow(() -> new ProblemException(404, "not-found"));
        var chosen = call.selectVariant(Variant.mediaTypes(MediaType.APPLICATION_JSON_TYPE, MediaType.valueOf(JOSE))
                .build());
        if (chosen != null && chosen.getMediaType().toString().equals(JOSE)) {
            return Response.ok(jws, JOSE).build();
        }
        var payload = Base64.getUrlDecoder().decode(jws.split("\\.")[1]);
        var signed = new SignedCertificate(jws, new String(payload, StandardCharsets.UTF_8));
        return Response.ok(signed, MediaType.APPLICATION_JSON).build();
    }
}
