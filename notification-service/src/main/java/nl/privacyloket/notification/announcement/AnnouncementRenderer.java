package nl.privacyloket.notification.announcement;

import java.net.URI;
import nl.privacyloket.notification.letter.Language;
import nl.privacyloket.notification.letter.RenderedLetter;
import nl.privacyloket.notification.organisation.Organisation;
import nl.privacyloket.notification.organisation.Words;

/** Writes the mail of an announcement. Implemented with templates outside the domain. */
public interface AnnouncementRenderer {

    /**
     * The mail in one language: the same for all but for the link.
     *
     * @param purpose that its readers subscribed to
     * @param leave address by which a reader gets no more of them
     * @throws RuntimeException when it cannot be written
     */
    RenderedLetter render(
            Organisation organisation,
            AnnouncementKind kind,
            String purpose,
            Words words,
            Language language,
            URI leave);
}
