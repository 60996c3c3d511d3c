package nl.privacyloket.request.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import nl.privacyloket.request.law.Right;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyFileTest {

    private static final Path POLICIES = Path.of("../policies");

    @TempDir
    Path folder;

    @Test
    void theFiveOrganisationsHaveValidPolicies() {
        assertThat(PolicyFile.readAll(POLICIES))
                .extracting(Policy::organisation)
                .containsExactly("compjoeter", "infactor", "pinkweb", "prifora", "primoforum");
    }

    @ParameterizedTest
    @CsvSource({"primoforum, P4W", "compjoeter,", "pinkweb, P1M", "infactor, P1W", "prifora,"})
    void termsArePromisedAsTheStatementsSay(String organisation, String term) {
        Policy policy = policy(organisation);

        assertThat(policy.promisedTerm() == null ? null : policy.promisedTerm().toString())
                .isEqualTo(term);
    }

    @Test
    void everyOrganisationOffersEveryRight() {
        assertThat(PolicyFile.readAll(POLICIES))
                .allSatisfy(policy -> assertThat(policy.rights()).containsExactlyInAnyOrder(Right.values()));
    }

    @Test
    void primoforumAsksForAMaskedCopyOnlyWhereDataAreHandedOut() {
        Policy policy = policy("primoforum");

        assertThat(policy.identity().of(Right.ACCESS)).isEqualTo(IdentityRule.MASKED_ID_COPY);
        assertThat(policy.identity().of(Right.PORTABILITY)).isEqualTo(IdentityRule.MASKED_ID_COPY);
        assertThat(policy.identity().of(Right.OBJECTION)).isEqualTo(IdentityRule.CONFIRMED_EMAIL);
    }

    @Test
    void priforaKnowsFourRolesWithTheirFields() {
        Policy policy = policy("prifora");

        assertThat(policy.roles())
                .extracting(Policy.Role::id)
                .containsExactly("home-station-user", "contact", "webshop-customer", "support-contact");
        assertThat(policy.role("contact").orElseThrow().mandatory())
                .containsExactly("mobile", "user-name", "first-name", "last-name");
    }

    @Test
    void invoicesStayAsLongAsTheTaxRuleDemands() {
        assertThat(policy("prifora").retention())
                .filteredOn(rule -> rule.category().equals("invoices") && rule.kind() == RetentionKind.MINIMUM)
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.period()).hasToString("P7Y");
                    assertThat(rule.countFrom()).isEqualTo(CountFrom.CALENDAR_YEAR_END);
                    assertThat(rule.basis()).isEqualTo("AWR art. 52(4)");
                });
    }

    @Test
    void whatCustomersCarryOverTheNetworkIsOutOfReach() {
        assertThat(policy("compjoeter").categories())
                .filteredOn(Policy.Category::outOfReach)
                .extracting(Policy.Category::id)
                .containsExactly("network-transport");
    }

    @Test
    void aPolicyIsTheSameAfterBeingStored() {
        Policy policy = policy("prifora");

        Policy stored = PolicyJson.read(PolicyJson.write(policy));

        assertThat(stored).isEqualTo(policy);
        assertThat(stored.validFrom()).isEqualTo(LocalDate.parse("2022-09-06"));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "promisedTerm: null # PR-6: the statutory month holds | promisedTerm: P1M2D | promisedTerm",
                "suspension: none | suspension: sometimes | suspension",
                "suspension: none | suspensions: none | suspension",
                "seat: Amstelveen, | seat: Amstelveen, place: Amstelveen, | controller.place",
                "dueSoon: P7D | | dueSoon",
                "version: 1 | version: 0 | version",
                "country: nl | country: xx | calendar.country",
                "info@prifora.com | nobody | contact.email",
                "category: orders, kind | category: order, kind | retention[1].category",
                "categories: [contact] | categories: [contacts] | roles[1].categories",
                "purposes: [support] | purposes: [] | categories[6].purposes",
                "objection, portability | objection | rights",
                "https://www.aut | http://www.aut | complaint.url",
                "version: 1 | version: 1: 2 | not YAML in line 3",
            })
    void aFaultIsNamedByFileAndField(String correct, String wrong, String field) throws IOException {
        String text = Files.readString(POLICIES.resolve("prifora.yaml"));
        assertThat(text).contains(correct);
        Path file = Files.writeString(
                folder.resolve("prifora.yaml"),
                text.replaceFirst(java.util.regex.Pattern.quote(correct), wrong == null ? "" : wrong));

        assertThatThrownBy(() -> PolicyFile.read(file))
                .isInstanceOf(InvalidPolicyException.class)
                .hasMessageStartingWith("prifora.yaml: ")
                .hasMessageContaining(field);
    }

    @Test
    void twoFilesAboutOneOrganisationAreRefused() throws IOException {
        String text = Files.readString(POLICIES.resolve("prifora.yaml"));
        Files.writeString(folder.resolve("a.yaml"), text);
        Files.writeString(folder.resolve("b.yaml"), text);

        assertThatThrownBy(() -> PolicyFile.readAll(folder)).hasMessageContaining("two files are about prifora");
    }

    @Test
    void categoriesOfTheDataSystemsAreInThePolicies() {
        assertThat(categories("prifora")).containsAll(Set.of("account", "orders", "invoices", "marketing"));
        assertThat(categories("primoforum"))
                .containsAll(Set.of("account", "website-visitor", "newsletter", "testimonial", "payment"));
        assertThat(categories("compjoeter")).containsAll(Set.of("contact", "recovery-data", "network-transport"));
        assertThat(categories("pinkweb")).containsAll(Set.of("account", "approval-log", "usage", "newsletter"));
        assertThat(categories("infactor"))
                .containsAll(Set.of("contact", "agreement", "invoices", "identity", "break-in-log"));
    }

    private static List<String> categories(String organisation) {
        return policy(organisation).categories().stream()
                .map(Policy.Category::id)
                .toList();
    }

    private static Policy policy(String organisation) {
        return PolicyFile.read(POLICIES.resolve(organisation + ".yaml"));
    }
}
