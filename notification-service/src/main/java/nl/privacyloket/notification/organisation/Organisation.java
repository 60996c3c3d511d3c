package nl.privacyloket.notification.organisation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Period;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What letters need of one version of an organisation's policy: the members that are read here of the document in
 * {@code nl.privacyloket.policy.published.v1}, nothing else.
 *
 * @param name as the organisation calls itself
 * @param zone in which its days are counted
 * @param languages tags of the languages in which it answers, best first
 * @param warnings by right, then by language: what the person should know before insisting
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Organisation(
        String name,
        Reachable contact,
        ZoneId zone,
        List<String> languages,
        Complaint complaint,
        Map<String, Map<String, String>> warnings,
        List<Purpose> purposes,
        List<Category> categories,
        Identity identity,
        Backups backups,
        List<Retention> retention) {

    private static final ZoneId USUAL_ZONE = ZoneId.of("Europe/Amsterdam");

    public Organisation {
        contact = contact == null ? new Reachable(null, null, null) : contact;
        zone = zone == null ? USUAL_ZONE : zone;
        languages = languages == null ? List.of() : List.copyOf(languages);
        complaint = complaint == null ? new Complaint(false, null, null, Map.of()) : complaint;
        warnings = warnings == null ? Map.of() : Map.copyOf(warnings);
        purposes = purposes == null ? List.of() : List.copyOf(purposes);
        categories = categories == null ? List.of() : List.copyOf(categories);
        identity = identity == null ? new Identity(null, Map.of()) : identity;
        retention = retention == null ? List.of() : List.copyOf(retention);
    }

    /** Without rules for how long what is kept. */
    public Organisation(
            String name,
            Reachable contact,
            ZoneId zone,
            List<String> languages,
            Complaint complaint,
            Map<String, Map<String, String>> warnings,
            List<Purpose> purposes,
            List<Category> categories,
            Identity identity,
            Backups backups) {
        this(name, contact, zone, languages, complaint, warnings, purposes, categories, identity, backups, List.of());
    }

    /** How long data of a category are kept. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Retention(String category, Period period) {}

    /** How long data of a category are kept: the longest of the organisation's rules; empty when it has none. */
    public Optional<Period> keeps(String category) {
        return retention.stream()
                .filter(rule -> category.equals(rule.category()) && rule.period() != null)
                .map(Retention::period)
                .max(Comparator.comparing(period -> period.toTotalMonths() * 31 + period.getDays()));
    }

    /**
     * How the organisation is reached. Members may be null.
     *
     * @param postal address on one line
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Reachable(String email, String postal, String phone) {}

    /**
     * Where the person can complain (GDPR art. 77 and 79).
     *
     * @param body name of the supervisory authority; may be null
     * @param url its address on the web; may be null
     * @param court by language
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Complaint(boolean firstWithOrganisation, String body, String url, Map<String, String> court) {
        public Complaint {
            court = court == null ? Map.of() : Map.copyOf(court);
        }
    }

    /**
     * What data are used for, with its name by language.
     *
     * @param legalBasis code (GDPR art. 6(1)); null when it is not known
     * @param directMarketing whether an objection to it is absolute (GDPR art. 21(2) and (3))
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Purpose(String id, Map<String, String> name, String legalBasis, boolean directMarketing) {
        private static final String CONSENT = "consent";

        public Purpose {
            name = name == null ? Map.of() : Map.copyOf(name);
        }

        /** Whether it rests on consent; one of which the basis is not known is treated as if it did. */
        public boolean needsConsent() {
            return legalBasis == null || legalBasis.equals(CONSENT);
        }
    }

    /** A kind of data, with its name by language. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Category(String id, Map<String, String> name) {
        public Category {
            name = name == null ? Map.of() : Map.copyOf(name);
        }
    }

    /** How persons show who they are: a rule for all rights, and rules for some. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Identity(@JsonProperty("default") String usual, Map<String, String> perRight) {
        public Identity {
            perRight = perRight == null ? Map.of() : Map.copyOf(perRight);
        }
    }

    /** How long erased data live on in backups. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Backups(Period window) {

        /** At most this many days; a month counts as 31. */
        public int days() {
            return window.getDays() + (int) window.toTotalMonths() * 31;
        }
    }

    /** The category's name in that language, or its id when the policy does not name it so. */
    public String categoryName(String category, String language) {
        return categories.stream()
                .filter(each -> each.id().equals(category))
                .map(each -> each.name().getOrDefault(language, category))
                .findFirst()
                .orElse(category);
    }

    /** The names of categories in that language. */
    public List<String> categoryNames(List<String> ids, String language) {
        return ids.stream().map(id -> categoryName(id, language)).toList();
    }

    /** The purpose's name in that language, or its id when the policy does not name it so. */
    public String purposeName(String purpose, String language) {
        return purposes.stream()
                .filter(each -> each.id().equals(purpose))
                .map(each -> each.name().getOrDefault(language, purpose))
                .findFirst()
                .orElse(purpose);
    }

    /** What the person should know about using this right here, in that language. */
    public Optional<String> warning(String right, String language) {
        return Optional.ofNullable(warnings.getOrDefault(right, Map.of()).get(language));
    }

    /** The rule by which persons show who they are when they use this right, such as {@code masked-id-copy}. */
    public String identityRule(String right) {
        String usual = identity.usual() == null ? "" : identity.usual();
        return identity.perRight().getOrDefault(right, usual);
    }

    /** The same under another name, such as its own without what does not fit into a letter. */
    public Organisation named(String other) {
        return new Organisation(
                other, contact, zone, languages, complaint, warnings, purposes, categories, identity, backups);
    }

    /** This version, but reachable as another version says: an address of long ago helps nobody. */
    public Organisation reachableAs(Organisation newer) {
        return new Organisation(
                name,
                newer.contact,
                zone,
                languages,
                complaint,
                warnings,
                purposes,
                categories,
                identity,
                backups,
                retention);
    }
}
