package nl.privacyloket.retention.certificate;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import nl.privacyloket.crypto.KeyFolder;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** With what anybody checks certificates, without this service. */
@Path("/certificate-keys")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Certificates")
public class CertificateKeysResource {

    private final KeyFolder keys;

    CertificateKeysResource(KeyFolder keys) {
        this.keys = keys;
    }

    @GET
    @PermitAll
    @Operation(
            summary = "The public keys of certificates",
            description = "A JWK Set (RFC 7517): the present key, and those before it")
    @APIResponse(
            responseCode = "200",
            description = "The keys",
            content = @Content(schema = @Schema(implementation = Object.class)))
    public String keys() {
        return keys.certificateKeys();
    }
}
