package nl.privacyloket.notification.intake;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.messaging.inbox.EventHandler;
import nl.privacyloket.notification.announcement.PolicyAnnouncements;
import nl.privacyloket.notification.organisation.Organisation;
import nl.privacyloket.notification.organisation.OrganisationRegister;
import nl.privacyloket.notification.organisation.PublishedVersion;
import nl.privacyloket.notification.organisation.Words;

/** Keeps what letters need of each published policy, and starts what is to be told about it. */
public final class PolicyEvents implements EventHandler {
    /** Name of the channel that carries them. */
    public static final String CHANNEL = "policies";

    private static final String PUBLISHED = "nl.privacyloket.policy.published.v1";

    private final OrganisationRegister organisations;
    private final PolicyAnnouncements announcements;

    public PolicyEvents(OrganisationRegister organisations, PolicyAnnouncements announcements) {
        this.organisations = organisations;
        this.announcements = announcements;
    }

    private record Published(
            String organisation,
            int version,
            LocalDate validFrom,
            Instant publishedAt,
            Organisation policy,
            Map<String, Words> announcement) {}

    /** The same event, read for what its policy covers: letters do not say so. */
    private record Covering(Policy policy) {
        private record Policy(Scope scope) {}

        private record Scope(String id) {}

        private String scope() {
            return policy.scope() == null ? null : policy.scope().id();
        }
    }

    @Override
    public String channel() {
        return CHANNEL;
    }

    @Override
    public Set<String> types() {
        return Set.of(PUBLISHED);
    }

    @Override
    public void handle(IncomingEvent event, Connection connection) throws SQLException {
        Published published = event.data(Published.class);
        if (published.organisation() == null || published.version() < 1 || published.publishedAt() == null) {
            throw new PoisonEventException("incomplete-data");
        }
        if (published.policy() == null || published.policy().name() == null) {
            throw new PoisonEventException("policy-without-name");
        }
        PublishedVersion version = new PublishedVersion(
                published.organisation(),
                published.version(),
                event.data(Covering.class).scope(),
                published.validFrom(),
                published.publishedAt(),
                published.policy(),
                published.announcement());
        organisations.keep(connection, version);
        announcements.start(connection, version);
    }
}
