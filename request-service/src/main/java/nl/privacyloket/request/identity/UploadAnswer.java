package nl.privacyloket.request.identity;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import nl.privacyloket.request.evidence.Evidence;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * What became of a file that was handed in.
 *
 * @param inspection {@code passed}; {@code awaiting-person} when not all of it could be read by machine; {@code not-inspected}
 *     for evidence of representation
 * @param mediaType what it is
 * @param replaced whether it took the place of an earlier one
 */
@Schema(name = "Upload")
public record UploadAnswer(String inspection, String mediaType, Instant receivedAt, boolean replaced) {

    static UploadAnswer of(Evidence evidence, boolean replaced) {
        return new UploadAnswer(evidence.inspection(), evidence.type().code(), evidence.receivedAt(), replaced);
    }

    /** 201 for the first, 200 for one in its place. */
    @JsonIgnore
    RestResponse<UploadAnswer> response() {
        return RestResponse.ResponseBuilder.create(
                        replaced ? RestResponse.Status.OK : RestResponse.Status.CREATED, this)
                .header("Cache-Control", "no-store")
                .build();
    }
}
