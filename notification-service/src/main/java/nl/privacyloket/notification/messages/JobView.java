package nl.privacyloket.notification.messages;

import java.util.UUID;
import nl.privacyloket.notification.announcement.AnnouncementView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How far work is that goes on after the answer to who started it. */
@Schema(name = "Job")
public record JobView(
        @Schema(description = "That of the announcement") UUID id,
        @Schema(enumeration = "announcement") String kind,

        @Schema(description = "Subscribers who were reached, or need not be")
        long done,

        @Schema(description = "Subscribers when it started") long total,

        @Schema(enumeration = {"running", "paused", "completed", "cancelled"})
        String state) {

    static JobView of(AnnouncementView announcement) {
        return new JobView(
                announcement.id(), "announcement", announcement.done(), announcement.total(), announcement.state());
    }
}
