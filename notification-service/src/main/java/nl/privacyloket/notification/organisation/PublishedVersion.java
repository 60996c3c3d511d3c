package nl.privacyloket.notification.organisation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/**
 * A version of one of an organisation's policies, as it was announced.
 *
 * @param organisation id
 * @param version number; those of all scopes of an organisation are numbered through
 * @param scope id of what the policy covers; empty for an organisation that has only one policy and no name for it
 * @param validFrom first day, in the organisation's zone
 * @param policy what letters need of it
 * @param announcement what those who follow the policy are to be told, by language; empty for nothing
 */
public record PublishedVersion(
        String organisation,
        int version,
        String scope,
        LocalDate validFrom,
        Instant publishedAt,
        Organisation policy,
        Map<String, Words> announcement) {

    public PublishedVersion {
        scope = scope == null ? "" : scope;
        validFrom = validFrom == null ? LocalDate.ofInstant(publishedAt, policy.zone()) : validFrom;
        announcement = announcement == null ? Map.of() : Map.copyOf(announcement);
    }
}
