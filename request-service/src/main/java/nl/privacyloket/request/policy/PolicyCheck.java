package nl.privacyloket.request.policy;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import nl.privacyloket.request.deadline.PublicHolidays;
import nl.privacyloket.request.law.Right;

/** What must hold in a policy beyond the form of its members. */
final class PolicyCheck {

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@]+");
    private static final Set<String> LANGUAGES = Set.of("nl", "en");

    private final Policy policy;
    private final List<PolicyFault> faults = new ArrayList<>();

    private PolicyCheck(Policy policy) {
        this.policy = policy;
    }

    /** The faults of a policy, each with the field that it is in; none when it can be published. */
    static List<PolicyFault> faults(Policy policy) {
        PolicyCheck check = new PolicyCheck(policy);
        if (check.isComplete()) {
            check.head();
            check.references();
            check.retention();
            check.approval();
        }
        return List.copyOf(check.faults);
    }

    /** Whether that has the form of an id. */
    static boolean isId(String text) {
        return matches(ID, text);
    }

    private boolean isComplete() {
        present("organisation", policy.organisation());
        present("validFrom", policy.validFrom());
        present("name", policy.name());
        present("controller", policy.controller());
        present("contact", policy.contact());
        present("zone", policy.zone());
        present("calendar", policy.calendar());
        present("languages", policy.languages());
        present("scope", policy.scope());
        present("rights", policy.rights());
        present("suspension", policy.suspension());
        present("dueSoon", policy.dueSoon());
        present("exportAvailable", policy.exportAvailable());
        present("identity", policy.identity());
        present("channels", policy.channels());
        present("identifiers", policy.identifiers());
        present("complaint", policy.complaint());
        present("warnings", policy.warnings());
        present("purposes", policy.purposes());
        present("recipients", policy.recipients());
        present("categories", policy.categories());
        present("roles", policy.roles());
        present("retention", policy.retention());
        present("automatedDecisions", policy.automatedDecisions());
        present("transfersOutsideEea", policy.transfersOutsideEea());
        return faults.isEmpty();
    }

    private void head() {
        require(ID.matcher(policy.organisation()).matches(), "organisation", "policy.id");
        require(policy.version() > 0, "version", "policy.version");
        require(matches(EMAIL, policy.contact().email()), "contact.email", "policy.e-mail");
        require(
                !policy.languages().isEmpty() && LANGUAGES.containsAll(policy.languages()),
                "languages",
                "policy.languages");
        require(Set.copyOf(policy.rights()).equals(Set.of(Right.values())), "rights", "policy.rights");
        require(isWeb(policy.complaint().url()), "complaint.url", "policy.https");
        require(policy.identity().defaultRule() != null, "identity.default", "required");
        require(policy.identity().perRight() != null, "identity.perRight", "required");
        try {
            new PublicHolidays(policy.calendar());
        } catch (IllegalArgumentException e) {
            faults.add(new PolicyFault("calendar.country", "policy.country"));
        }
        policy.warnings()
                .keySet()
                .forEach(right -> require(Right.ofCode(right).isPresent(), "warnings", "policy.no-right", right));
    }

    private void references() {
        Set<String> purposes = ids("purposes", policy.purposes(), Policy.Purpose::id);
        Set<String> recipients = ids("recipients", policy.recipients(), Policy.Recipient::id);
        Set<String> categories = ids("categories", policy.categories(), Policy.Category::id);
        ids("roles", policy.roles(), Policy.Role::id);
        ids("identifiers", policy.identifiers(), Policy.IdentifierType::type);
        require(!categories.isEmpty(), "categories", "policy.none");
        each(policy.categories(), (place, category) -> {
            require(!category.purposes().isEmpty(), "categories" + place + ".purposes", "policy.no-purpose");
            known("categories" + place + ".purposes", purposes, category.purposes());
            known("categories" + place + ".recipients", recipients, category.recipients());
        });
        each(policy.roles(), (place, role) -> known("roles" + place + ".categories", categories, role.categories()));
    }

    private void retention() {
        Set<String> categories = new HashSet<>();
        policy.categories().forEach(category -> categories.add(category.id()));
        Set<String> roles = new HashSet<>();
        policy.roles().forEach(role -> roles.add(role.id()));
        ids("retention", policy.retention(), Policy.RetentionRule::id);
        each(policy.retention(), (place, rule) -> {
            String field = "retention" + place;
            known(field + ".category", categories, List.of(rule.category()));
            known(field + ".roles", roles, rule.roles());
            require(rule.period() != null, field + ".period", "required");
            require(rule.basis() != null && !rule.basis().isBlank(), field + ".basis", "required");
            require(
                    rule.kind() != null && rule.trigger() != null && rule.countFrom() != null && rule.action() != null,
                    field,
                    "policy.rule");
        });
        if (policy.backups() != null) {
            require(policy.backups().window() != null, "backups.window", "required");
        }
    }

    private void approval() {
        Policy.StepUp stepUp = policy.approval().stepUp();
        require(policy.approval().fourEyes() != null, "approval.fourEyes", "required");
        require(
                stepUp != null && stepUp.rights() != null && stepUp.acr() != null && stepUp.amr() != null,
                "approval.stepUp",
                "required");
        require(
                stepUp == null
                        || stepUp.rights() == null
                        || stepUp.rights().isEmpty()
                        || !(stepUp.acr().isEmpty() && stepUp.amr().isEmpty()),
                "approval.stepUp",
                "policy.step-up");
        require(policy.disclosures().consentFirst() != null, "disclosures.consentFirst", "required");
    }

    private <T> Set<String> ids(String field, List<T> items, Function<T, String> id) {
        Set<String> seen = new HashSet<>();
        each(items, (place, item) -> {
            String value = id.apply(item);
            require(matches(ID, value), field + place, "policy.id");
            require(seen.add(value), field + place, "policy.twice", value);
        });
        return seen;
    }

    private void known(String field, Set<String> known, Collection<String> used) {
        used.forEach(id -> require(known.contains(id), field, "policy.undefined", id));
    }

    private static <T> void each(List<T> items, BiConsumer<String, T> check) {
        for (int i = 0; i < items.size(); i++) {
            check.accept("[" + i + "]", items.get(i));
        }
    }

    private void present(String field, Object value) {
        require(value != null, field, "required");
    }

    private void require(boolean holds, String field, String fault) {
        require(holds, field, fault, "");
    }

    private void require(boolean holds, String field, String fault, String named) {
        if (!holds) {
            faults.add(new PolicyFault(field, fault, named));
        }
    }

    private static boolean matches(Pattern pattern, String value) {
        return value != null && pattern.matcher(value).matches();
    }

    private static boolean isWeb(String url) {
        try {
            return url != null && "https".equals(URI.create(url).getScheme());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
