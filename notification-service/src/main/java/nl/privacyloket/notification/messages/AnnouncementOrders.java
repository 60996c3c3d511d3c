package nl.privacyloket.notification.messages;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.notification.announcement.AnnouncementKind;
import nl.privacyloket.notification.announcement.AnnouncementRegister;
import nl.privacyloket.notification.announcement.AnnouncementRegister.Start;
import nl.privacyloket.notification.announcement.AnnouncementView;
import nl.privacyloket.notification.announcement.NewAnnouncement;
import nl.privacyloket.notification.organisation.OrganisationRegister;
import nl.privacyloket.notification.organisation.PolicyInForce;
import nl.privacyloket.notification.subscriber.SubscriberLock;
import nl.privacyloket.notification.wiring.AnnouncementConfig;

/** Checks what a privacy officer wants to announce against the policy, and starts it. */
@ApplicationScoped
class AnnouncementOrders {
    /** Within this time the same words are taken for the same announcement, unless a key says otherwise. */
    private static final Duration A_SECOND_CLICK = Duration.ofDays(1);

    private final AnnouncementRegister announcements;
    private final OrganisationRegister organisations;
    private final AnnouncementConfig config;
    private final Clock clock;

    AnnouncementOrders(
            AnnouncementRegister announcements,
            OrganisationRegister organisations,
            AnnouncementConfig config,
            Clock clock) {
        this.announcements = announcements;
        this.organisations = organisations;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Starts it, unless the same was asked for before.
     *
     * @param key of the caller, by which it is known again; may be null
     */
    AnnouncementView start(Connection connection, String organisation, String actor, String key, AnnouncementBody body)
            throws SQLException {
        Instant now = clock.instant();
        AnnouncementKind kind = AnnouncementKind.of(body.kind())
                .orElseThrow(() -> new ProblemException(400, "unknown-announcement-kind"));
        int perSecond = body.perSecond() == null ? config.perSecond() : body.perSecond();
        if (perSecond > config.perSecondLimit()) {
            throw new ProblemException(400, "announcement-too-fast", Map.of("most", config.perSecondLimit()));
        }
        List<PolicyInForce> policies = organisations.policiesInForce(connection, organisation, now);
        if (policies.isEmpty()) {
            throw new ProblemException(409, "announcement-without-policy");
        }
        String purpose = purpose(kind, body.purpose());
        PolicyInForce policy = policy(kind, purpose, policies);
        checkLanguages(body, policy.organisation().languages());
        NewAnnouncement wanted = new NewAnnouncement(
                id(organisation, actor, key),
                organisation,
                kind,
                purpose,
                policy.version(),
                body.words(),
                perSecond,
                actor);
        // Before looking for the same: of two clicks at once the second waits until the first one's order can be seen.
        SubscriberLock.exclusive(connection, organisation);
        if (key == null) {
            Optional<UUID> same = announcements.same(connection, wanted, A_SECOND_CLICK, now);
            if (same.isPresent()) {
                throw new ProblemException(409, "announcement-repeated", Map.of("announcement", same.get()));
            }
        }
        if (announcements.start(connection, wanted, false, now) == Start.ANOTHER) {
            throw new ProblemException(422, "idempotency-key-reused");
        }
        return announcements.find(connection, organisation, wanted.id()).orElseThrow();
    }

    private static String purpose(AnnouncementKind kind, String given) {
        if (kind == AnnouncementKind.POLICY_CHANGE) {
            if (given != null && !given.equals(NewAnnouncement.POLICY_CHANGE_PURPOSE)) {
                throw new ProblemException(400, "announcement-purpose-not-wanted");
            }
            return NewAnnouncement.POLICY_CHANGE_PURPOSE;
        }
        if (given == null) {
            throw new ProblemException(400, "announcement-purpose-missing");
        }
        return given;
    }

    /** The policy that the purpose is of; for a change of the statement the latest. */
    private static PolicyInForce policy(AnnouncementKind kind, String purpose, List<PolicyInForce> policies) {
        if (kind == AnnouncementKind.POLICY_CHANGE) {
            return policies.get(0);
        }
        return policies.stream()
                .filter(each -> each.organisation().purposes().stream()
                        .anyMatch(known -> known.id().equals(purpose)))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        400, "announcement-purpose-unknown", Map.of("purposes", purposes(policies))));
    }

    private static List<String> purposes(List<PolicyInForce> policies) {
        return policies.stream()
                .flatMap(each -> each.organisation().purposes().stream())
                .map(each -> each.id())
                .distinct()
                .sorted()
                .toList();
    }

    private static void checkLanguages(AnnouncementBody body, List<String> languages) {
        if (!languages.isEmpty() && !body.texts().keySet().equals(new TreeSet<>(languages))) {
            throw new ProblemException(400, "announcement-languages", Map.of("languages", languages));
        }
    }

    private static UUID id(String organisation, String actor, String key) {
        return key == null
                ? UUID.randomUUID()
                : UUID.nameUUIDFromBytes(
                        ("announcement/" + organisation + "/by/" + actor + "/" + key).getBytes(StandardCharsets.UTF_8));
    }
}
