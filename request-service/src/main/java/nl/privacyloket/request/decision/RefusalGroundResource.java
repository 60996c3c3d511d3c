package nl.privacyloket.request.decision;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import nl.privacyloket.kit.paging.Page;
import nl.privacyloket.request.law.RefusalGround;
import nl.privacyloket.request.law.Right;
import nl.privacyloket.request.policy.LocalizedText;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The grounds on which a request may be refused. */
@Path("/refusal-grounds")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Casework")
public class RefusalGroundResource {

    /**
     * A ground.
     *
     * @param id what a decision names
     * @param source article that it rests on
     * @param rights that it can be held against
     */
    public record Ground(String id, String source, LocalizedText text, List<Right> rights) {}

    @GET
    @Operation(summary = "Grounds that a refusal or a partial grant can name, with their wording in Dutch and English")
    public Page<Ground> list() {
        List<Ground> grounds = Arrays.stream(RefusalGround.values())
                .map(ground -> new Ground(
                        ground.code(),
                        ground.source(),
                        new LocalizedText(ground.dutch(), ground.english()),
                        ground.rights().stream().sorted().toList()))
                .toList();
        return new Page<>(grounds, 0, grounds.size(), grounds.size());
    }
}
