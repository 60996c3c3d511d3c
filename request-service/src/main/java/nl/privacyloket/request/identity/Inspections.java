package nl.privacyloket.request.identity;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nl.privacyloket.request.RequestServiceConfig;
import nl.privacyloket.request.document.DocumentInspection;

/** Sets inspection up as configured. */
class Inspections {

    @Produces
    @Singleton
    DocumentInspection inspection(RequestServiceConfig config) {
        return new DocumentInspection(
                config.documents().recognition(),
                config.documents().pictureTimeout(),
                config.documents().timeout());
    }
}
