package nl.privacyloket.retention.certificate;

import com.fasterxml.jackson.annotation.JsonRawValue;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.kit.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Signed proof of erasures. It holds counts, dates and the reference, nothing that tells who it was about. */
@Path("/")
@Tag(name = "Certificates")
public class CertificateResource {
    private static final String JOSE = "application/jose";

    private final Certificates certificates;
    private final KeyFolder keys;
    private final StaffAccess access;

    CertificateResource(Certificates certificates, KeyFolder keys, StaffAccess access) {
        this.certificates = certificates;
        this.keys = keys;
        this.access = access;
    }

    /**
     * A certificate as JSON.
     *
     * @param jws compact JWS (RFC 7515), EdDSA with Ed25519; its payload is the certificate
     * @param certificate the payload once more, to read
     */
    @Schema(name = "SignedCertificate")
    record SignedCertificate(
            @Schema(description = "Compact JWS, EdDSA with Ed25519; what is proven")
            String jws,

            @Schema(description = "What was signed, to read", implementation = Certificate.class) @JsonRawValue
            String certificate) {

        static SignedCertificate of(String jws) {
            var payload = Base64.getUrlDecoder().decode(jws.split("\\.")[1]);
            return new SignedCertificate(jws, new String(payload, StandardCharsets.UTF_8));
        }
    }

    @GET
    @Path("requests/{requestId}/certificate")
    @Produces({MediaType.APPLICATION_JSON, JOSE})
    @RolesAllowed({Roles.CASE_HANDLER, Roles.COMPLIANCE})
    @Operation(
            summary = "Signed proof of what was erased for a request",
            description = "Of parts that went later, the latest. With Accept: application/jose the compact JWS alone.")
    @APIResponse(
            responseCode = "200",
            description = "The certificate",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = SignedCertificate.class)),
                @Content(mediaType = JOSE, schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "404", description = "No such request, not the caller's, or it has no certificate")
    @Transactional
    public Response ofRequest(@RestPath UUID requestId, @Context Request call) {
        return answer(
                certificates
                        .ofRequest(requestId, access.organisations())
                        .orElseThrow(() -> new ProblemException(404, "not-found")),
                call);
    }

    @GET
    @Path("organisations/{organisation}/sweeps/{commandId}/certificate")
    @Produces({MediaType.APPLICATION_JSON, JOSE})
    @RolesAllowed({Roles.CASE_HANDLER, Roles.COMPLIANCE})
    @Operation(
            summary = "Signed proof of what one command of a sweep erased",
            description = "With Accept: application/jose the compact JWS alone.")
    @APIResponse(
            responseCode = "200",
            description = "The certificate",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = SignedCertificate.class)),
                @Content(mediaType = JOSE, schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "404", description = "No such command, not the caller's, or it was not verified yet")
    @Transactional
    public Response ofSweep(@RestPath String organisation, @RestPath UUID commandId, @Context Request call) {
        access.requireOrganisation(organisation);
        return answer(
                certificates
                        .ofCommand(commandId, organisation)
                        .orElseThrow(() -> new ProblemException(404, "not-found")),
                call);
    }

    @GET
    @Path("certificate-keys")
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll
    @Operation(
            summary = "The public keys of certificates",
            description = "A JWK Set (RFC 7517); with it a certificate is checked without this service.")
    @APIResponse(
            responseCode = "200",
            description = "The present key, and those before it",
            content = @Content(schema = @Schema(implementation = Object.class)))
    public String keys() {
        return keys.certificateKeys();
    }

    private static Response answer(String jws, Request call) {
        var chosen = call.selectVariant(Variant.mediaTypes(MediaType.APPLICATION_JSON_TYPE, MediaType.valueOf(JOSE))
                .build());
        return chosen != null && chosen.getMediaType().toString().equals(JOSE)
                ? Response.ok(jws, JOSE).build()
                : Response.ok(SignedCertificate.of(jws), MediaType.APPLICATION_JSON)
                        .build();
    }
}
