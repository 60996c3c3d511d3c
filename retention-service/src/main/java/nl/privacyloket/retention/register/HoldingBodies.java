package nl.privacyloket.retention.register;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;
import nl.privacyloket.kit.web.StreamedBodies;

/** A registration may be of any size: it is read as a stream. */
class HoldingBodies {

    @Produces
    @Singleton
    StreamedBodies registrations() {
        return new StreamedBodies(Pattern.compile("/organisations/[^/]+/holdings/?"));
    }
}
