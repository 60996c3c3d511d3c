package nl.privacyloket.kit.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.audit.AuditLedger;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.inbox.EventHandler;

/**
 * Leaves an entry in this service's audit log for each fact of another service that it took: that a request was decided, or
 * that an erasure was completed, stands in the log of who says it and of everybody who hears it. So logs can be laid side by
 * side, and a fact that somebody never got shows.
 */
@ApplicationScoped
public class TakenFacts {
    private static final Pattern FACT =
            Pattern.compile("nl\\.privacyloket\\.((?:request|retention)\\.[a-z-]+)\\.v\\d+");
    private static final String POLICY = "nl.privacyloket.policy.published.v1";

    /** The file that these are about may be that of a disclosure, which has no request. */
    private static final Set<String> OF_FILES =
            Set.of("request.file-erased", "request.file-kept", "retention.request-file-due");

    private final String actor;
    private final Clock clock;
    private final AuditLedger audit = new AuditLedger();

    TakenFacts(ServiceConfig service, Clock clock) {
        this.actor = "system:" + service.name();
        this.clock = clock;
    }

    private record About(UUID requestId, String scope, Integer policyVersion) {}

    private record Policy(String organisation, int version) {}

    /** The same handlers, each followed by the entry. */
    public List<EventHandler> noting(List<EventHandler> handlers) {
        return handlers.stream().<EventHandler>map(Noting::new).toList();
    }

    private Optional<AuditEntry> entry(IncomingEvent event) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (event.type().equals(POLICY)) {
            Policy policy = event.data(Policy.class);
            return Optional.of(new AuditEntry(
                    now,
                    event.organisation(),
                    actor,
                    "policy.projected",
                    "policy",
                    policy.organisation() + "/" + policy.version(),
                    "done",
                    policy.version()));
        }
        Matcher fact = FACT.matcher(event.type());
        if (!fact.matches() || OF_FILES.contains(fact.group(1))) {
            return Optional.empty();
        }
        About about = event.data(About.class);
        // What goes by itself belongs to a data system; what is left of a request goes so too.
        if (about.requestId() == null || about.scope() != null) {
            return Optional.empty();
        }
        return Optional.of(new AuditEntry(
                        now,
                        event.organisation(),
                        actor,
                        "fact.taken",
                        "request",
                        about.requestId().toString(),
                        fact.group(1),
                        about.policyVersion())
                .about(about.requestId()));
    }

    private final class Noting implements EventHandler {
        private final EventHandler handler;

        private Noting(EventHandler handler) {
            this.handler = handler;
        }

        @Override
        public String channel() {
            return handler.channel();
        }

        @Override
        public Set<String> types() {
            return handler.types();
        }

        @Override
        public void handle(IncomingEvent event, Connection connection) throws Exception {
            handler.handle(event, connection);
            Optional<AuditEntry> entry = entry(event);
            if (entry.isPresent()) {
                audit.append(connection, List.of(entry.get()));
            }
        }
    }
}
