package nl.privacyloket.retention.certificate;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.access.StaffAccess;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Signed proof of what went by itself with one command. */
@Path("/organisations/{organisation}/sweeps/{commandId}/certificate")
@Produces({MediaType.APPLICATION_JSON, SignedCertificate.JOSE})
@RolesAllowed({Roles.CASE_HANDLER, Roles.COMPLIANCE})
@Tag(name = "Certificates")
public class SweepCertificateResource {

    private final Certificates certificates;
    private final StaffAccess access;

    SweepCertificateResource(Certificates certificates, StaffAccess access) {
        this.certificates = certificates;
        this.access = access;
    }

    @GET
    @Operation(
            summary = "Signed proof of what one command of a sweep erased",
            description = "Also of one that stopped half-way, once nothing can become of it any more. With Accept:"
                    + " application/jose the compact JWS alone.")
    @APIResponse(
            responseCode = "200",
            description = "The certificate",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = SignedCertificate.class)),
                @Content(mediaType = SignedCertificate.JOSE, schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "404", description = "No such command, not the caller's, or it is not through yet")
    @Transactional
    public Response certificate(@RestPath String organisation, @RestPath UUID commandId, @Context Request call) {
        access.requireOrganisation(organisation);
        var found = certificates.ofCommand(commandId, organisation);
        found.ifPresent(kept -> certificates.read(kept, access.actor(organisation), null, commandId));
        return SignedCertificate.answer(found.map(Certificates.Kept::jws), call);
    }
}
