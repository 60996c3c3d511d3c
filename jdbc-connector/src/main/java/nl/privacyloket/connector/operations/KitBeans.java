package nl.privacyloket.connector.operations;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import nl.privacyloket.crypto.Pseudonyms;

/** Beans that service-kit asks for. */
class KitBeans {
    /** Of the first system: whoever acts on a system is named by that system's own pseudonyms in its audit log. */
    @Produces
    @Singleton
    Pseudonyms pseudonyms(Connector connector) {
        return connector.systems().get(0).keys().pseudonyms();
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }
}
