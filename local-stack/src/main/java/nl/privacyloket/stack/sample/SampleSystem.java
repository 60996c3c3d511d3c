package nl.privacyloket.stack.sample;

import java.util.List;

/**
 * The data systems of the five organisations on one machine, one schema each in the database {@code datasystems}.
 *
 * <p>The id is the system's name at retention-service, in topics and as the receiver of seals.
 */
public enum SampleSystem {
    PRIFORA_WEBSHOP(
            "prifora-webshop",
            "prifora",
            "Webshop",
            "webshop",
            List.of("account", "orders", "invoices", "marketing", "support"),
            List.of()),
    PRIMOFORUM_SITE(
            "primoforum-site",
            "primoforum",
            "Website and accounts",
            "site",
            List.of("account", "website-visitor", "newsletter", "testimonial", "payment"),
            List.of("website-visitor")),
    COMPJOETER_RECOVERY(
            "compjoeter-recovery",
            "compjoeter",
            "Recovery desk",
            "recovery",
            List.of("contact", "recovery-data", "newsletter"),
            List.of("recovery-data")),
    PINKWEB_PORTAL(
            "pinkweb-portal",
            "pinkweb",
            "Portal",
            "portal",
            List.of("account", "approval-log", "approval-log-property", "usage", "newsletter"),
            List.of()),
    INFACTOR_CRM(
            "infactor-crm",
            "infactor",
            "Customer relations",
            "crm",
            List.of("contact", "agreement", "invoices", "administrator-account"),
            List.of());

    /** The database that holds them all. */
    public static final String DATABASE = "datasystems";

    private final String id;
    private final String organisation;
    private final String title;
    private final String schema;
    private final List<String> categories;
    private final List<String> ageSwept;

    SampleSystem(
            String id,
            String organisation,
            String title,
            String schema,
            List<String> categories,
            List<String> ageSwept) {
        this.id = id;
        this.organisation = organisation;
        this.title = title;
        this.schema = schema;
        this.categories = categories;
        this.ageSwept = ageSwept;
    }

    public String id() {
        return id;
    }

    public String organisation() {
        return organisation;
    }

    /** What people call it. */
    public String title() {
        return title;
    }

    /** Its schema in {@link #DATABASE}, and the role that owns it; the password is the same word. */
    public String schema() {
        return schema;
    }

    /** The schema of the same role for the connector's own tables. */
    public String connectorSchema() {
        return "connector_" + schema;
    }

    /** The categories of personal data that it holds, as the organisation's policy names them. */
    public List<String> categories() {
        return categories;
    }

    /** The system of an organisation. */
    public static SampleSystem of(String organisation) {
        for (SampleSystem system : values()) {
            if (system.organisation.equals(organisation)) {
                return system;
            }
        }
        throw new IllegalArgumentException("No sample system of " + organisation);
    }

    /** The categories that it registers nothing of: what has become too old is found there by its date. */
    public List<String> ageSwept() {
        return ageSwept;
    }
}
