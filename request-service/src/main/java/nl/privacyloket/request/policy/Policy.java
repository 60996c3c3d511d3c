package nl.privacyloket.request.policy;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nl.privacyloket.request.deadline.CalendarRules;
import nl.privacyloket.request.deadline.Suspension;
import nl.privacyloket.request.deadline.Term;
import nl.privacyloket.request.law.Right;

/**
 * What one organisation has promised, in one version. The same document stands in {@code policies/*.yaml}, in the
 * database and in the event that announces it.
 *
 * @param organisation id, kebab-case
 * @param version from 1; a published version never changes
 * @param validFrom first day in the organisation's zone
 * @param zone in which its days are counted
 * @param languages of its mail and pages, the first is its own
 * @param rights that it offers; by law all of them
 * @param promisedTerm answer term that it promises beside the statutory one, or null
 * @param suspension what waiting for the person does to the term
 * @param dueSoon how long before the operative date staff are warned
 * @param exportAvailable how long an access or portability package can be downloaded
 * @param channels that it names for requests; one that comes another way counts all the same
 * @param identifiers by which its data systems know a person
 * @param warnings what a person should know before invoking a right, by the right's published name
 * @param backups how long erased data live on in backups, or null when nothing is promised
 * @param approval what a decision needs beside one privacy officer
 * @param disclosures what holds before data go to a third party
 * @param automatedDecisions in the sense of art. 22; empty when there are none
 * @param transfersOutsideEea in the sense of art. 15(2); empty when there are none
 */
public record Policy(
        String organisation,
        int version,
        LocalDate validFrom,
        String name,
        Controller controller,
        Contact contact,
        ZoneId zone,
        CalendarRules calendar,
        List<String> languages,
        Scope scope,
        List<Right> rights,
        Term promisedTerm,
        Suspension suspension,
        Term dueSoon,
        Term exportAvailable,
        IdentityRules identity,
        List<Channel> channels,
        List<IdentifierType> identifiers,
        Complaint complaint,
        Map<String, LocalizedText> warnings,
        List<Purpose> purposes,
        List<Recipient> recipients,
        List<Category> categories,
        List<Role> roles,
        List<RetentionRule> retention,
        Backups backups,
        Approval approval,
        Disclosures disclosures,
        List<AutomatedDecision> automatedDecisions,
        List<Transfer> transfersOutsideEea) {

    /** A policy that leaves out a member, or was published before it existed, promises nothing by it. */
    public Policy {
        approval = approval == null ? Approval.NONE : approval;
        disclosures = disclosures == null ? Disclosures.NONE : disclosures;
        warnings = warnings == null ? Map.of() : warnings;
        automatedDecisions = automatedDecisions == null ? List.of() : automatedDecisions;
        transfersOutsideEea = transfersOutsideEea == null ? List.of() : transfersOutsideEea;
    }

    /** Who is answerable under art. 4(7). */
    public record Controller(String name, String seat, String register) {}

    /**
     * How the organisation is reached about personal data.
     *
     * @param mark words that it asks to put on a letter or in a subject line, or null
     */
    public record Contact(String email, String postal, String phone, String mark) {}

    /** What the policy is about; other scopes of the organisation have their own. */
    public record Scope(String id, LocalizedText name) {}

    /** A kind of identifier, such as {@code customer-number}. */
    public record IdentifierType(String type, LocalizedText name) {}

    /**
     * Where a person who disagrees can go.
     *
     * @param firstWithOrganisation whether the statement asks to come to the organisation first
     */
    public record Complaint(boolean firstWithOrganisation, String body, String url, LocalizedText court) {}

    /**
     * Why data are processed, with the legal basis of art. 6.
     *
     * @param directMarketing whether an objection to it is absolute (art. 21(2) and (3))
     */
    public record Purpose(String id, LocalizedText name, LegalBasis legalBasis, boolean directMarketing) {}

    /** Who gets data. */
    public record Recipient(String id, LocalizedText name, RecipientKind kind) {}

    /**
     * A category of personal data.
     *
     * @param purposes ids of purposes
     * @param recipients ids of recipients
     * @param outOfReach whether the organisation cannot know what it holds, and says so in an access answer
     */
    public record Category(
            String id,
            LocalizedText name,
            List<String> purposes,
            Source source,
            List<String> recipients,
            boolean outOfReach) {}

    /**
     * What somebody is to the organisation.
     *
     * @param mandatory data that it cannot do without
     * @param optional data that the person may give
     * @param categories ids of categories that hold them
     */
    public record Role(
            String id, LocalizedText name, List<String> mandatory, List<String> optional, List<String> categories) {}

    /**
     * How long a category is kept.
     *
     * @param period counted from the trigger or from the end of its calendar year
     * @param basis article or guidance that it rests on
     * @param roles roles of persons that it is about; empty for every role
     * @param backupWindow how long erased data of it live on in backups; null when the policy's own window holds
     */
    public record RetentionRule(
            String id,
            String category,
            RetentionKind kind,
            RetentionTrigger trigger,
            Term period,
            CountFrom countFrom,
            String basis,
            RetentionAction action,
            List<String> roles,
            Term backupWindow) {
        public RetentionRule {
            roles = roles == null ? List.of() : List.copyOf(roles);
        }
    }

    /**
     * What a decision needs beside one privacy officer.
     *
     * @param fourEyes rights that a second officer has to approve a decision on
     */
    public record Approval(List<Right> fourEyes, StepUp stepUp) {
        static final Approval NONE = new Approval(List.of(), new StepUp(List.of(), List.of(), List.of()));
    }

    /**
     * Decisions that are taken with an extra factor. A token shows it by an {@code acr} or an {@code amr} that is listed
     * (OpenID Connect Core 2, RFC 8176).
     *
     * @param rights on which a grant needs it
     */
    public record StepUp(List<Right> rights, List<String> acr, List<String> amr) {}

    /**
     * What holds before data go to a third party.
     *
     * @param consentFirst bases on which the person is asked first
     */
    public record Disclosures(List<DisclosureBasis> consentFirst) {
        static final Disclosures NONE = new Disclosures(List.of());
    }

    /** How long erased data can still be in backups. */
    public record Backups(Term window) {}

    /** A decision by a machine alone, its logic and what it means to the person. */
    public record AutomatedDecision(String id, LocalizedText name, LocalizedText logic, LocalizedText consequence) {}

    /** A transfer to a country outside the European Economic Area and its safeguard. */
    public record Transfer(String country, LocalizedText safeguard) {}

    /** Identity rule by right, least intrusive first. */
    public record IdentityRules(IdentityRule defaultRule, Map<Right, IdentityRule> perRight) {
        public IdentityRules {
            perRight = perRight == null ? Map.of() : perRight;
        }

        public IdentityRule of(Right right) {
            return perRight.getOrDefault(right, defaultRule);
        }
    }

    public Optional<Role> role(String id) {
        return roles.stream().filter(role -> role.id().equals(id)).findFirst();
    }

    /** Names of the data that its roles have: what a person can ask to be put right. */
    public List<String> fields() {
        return roles.stream()
                .flatMap(role -> Stream.concat(role.mandatory().stream(), role.optional().stream()))
                .distinct()
                .sorted()
                .toList();
    }

    public Optional<Category> category(String id) {
        return categories.stream().filter(category -> category.id().equals(id)).findFirst();
    }

    public Optional<Purpose> purpose(String id) {
        return purposes.stream().filter(purpose -> purpose.id().equals(id)).findFirst();
    }

    public Optional<Recipient> recipient(String id) {
        return recipients.stream()
                .filter(recipient -> recipient.id().equals(id))
                .findFirst();
    }
}
