package nl.privacyloket.request.export;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import nl.privacyloket.request.disclosure.Disclosures;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.law.Right;
import nl.privacyloket.request.policy.LegalBasis;
import nl.privacyloket.request.policy.Policy;

/** Puts together what a person is to be told, from the policy that the request was made under and from what is on record. */
@ApplicationScoped
class InformationAssembly {

    /**
     * @param disclosures about the person, whatever they asked for
     */
    Information of(
            RequestFile file,
            Policy policy,
            PackedData data,
            Completeness completeness,
            List<Disclosures.Made> disclosures,
            Instant madeAt,
            Instant until) {
        String locale = file.locale();
        Words words = new Words(locale);
        List<Disclosures.Made> told = told(file, disclosures);
        return new Information(
                policy.organisation(),
                policy.name(),
                new Information.Controller(
                        policy.controller().name(),
                        policy.controller().seat(),
                        policy.contact().email(),
                        policy.contact().postal(),
                        policy.contact().phone()),
                policy.scope().name().in(locale),
                policy.version(),
                file.reference(),
                file.right().code(),
                locale,
                madeAt,
                until,
                file.categories(),
                categories(file, policy, data, words),
                data.found().keySet().stream()
                        .filter(id -> policy.category(id).isEmpty())
                        .map(id -> new Information.Named(id, id))
                        .toList(),
                asked(file, policy)
                        .filter(Policy.Category::outOfReach)
                        .map(category -> new Information.Named(
                                category.id(), category.name().in(locale)))
                        .toList(),
                completeness.whole(),
                completeness.missingSystems(),
                leftOut(policy, data, locale, words),
                told,
                transfers(policy, told, locale, words),
                automatedDecisions(policy, locale),
                policy.backups() == null
                        ? null
                        : new Information.Backups(
                                policy.backups().window().toString(),
                                words.term(policy.backups().window())),
                rights(words),
                new Information.Complaint(
                        policy.complaint().firstWithOrganisation(),
                        policy.complaint().body(),
                        policy.complaint().url(),
                        policy.complaint().court().in(locale)));
    }

    private static Stream<Policy.Category> asked(RequestFile file, Policy policy) {
        return policy.categories().stream()
                .filter(category ->
                        file.categories().isEmpty() || file.categories().contains(category.id()));
    }

    /** Of a portability request the recipients are no part. */
    private static List<Disclosures.Made> told(RequestFile file, List<Disclosures.Made> disclosures) {
        if (file.right() != Right.ACCESS) {
            return List.of();
        }
        return disclosures.stream()
                .filter(made -> file.categories().isEmpty()
                        || made.categories().stream().anyMatch(file.categories()::contains))
                .toList();
    }

    private static List<Information.CategoryLine> categories(
            RequestFile file, Policy policy, PackedData data, Words words) {
        return asked(file, policy)
                .filter(category -> !category.outOfReach())
                .map(category -> line(category, file, policy, data, words))
                .sorted(Comparator.comparing(line -> line.found() == null || line.found() == 0))
                .toList();
    }

    private static Information.CategoryLine line(
            Policy.Category category, RequestFile file, Policy policy, PackedData data, Words words) {
        String locale = file.locale();
        return new Information.CategoryLine(
                category.id(),
                category.name().in(locale),
                PackedData.isWithheld(file, category.id()) ? null : data.found().getOrDefault(category.id(), 0),
                category.purposes().stream()
                        .flatMap(id -> policy.purpose(id).stream())
                        .map(purpose -> new Information.Purpose(
                                purpose.id(),
                                purpose.name().in(locale),
                                purpose.legalBasis().code(),
                                article(purpose.legalBasis()),
                                purpose.name().in(locale) + " (" + words.of("basis", purpose.legalBasis()) + ")"))
                        .toList(),
                category.recipients().stream()
                        .flatMap(id -> policy.recipient(id).stream())
                        .map(recipient -> new Information.Recipient(
                                recipient.id(),
                                recipient.name().in(locale),
                                recipient.kind().code(),
                                recipient.name().in(locale) + " (" + words.of("recipient", recipient.kind()) + ")"))
                        .toList(),
                policy.retention().stream()
                        .filter(rule -> rule.category().equals(category.id()))
                        .map(rule -> new Information.Retention(
                                rule.kind().code(),
                                rule.period().toString(),
                                rule.countFrom().code(),
                                rule.trigger().code(),
                                rule.basis(),
                                rule.action().code(),
                                words.rule(rule)))
                        .toList(),
                new Information.Source(category.source().code(), words.of("source", category.source())));
    }

    private static String article(LegalBasis basis) {
        return "GDPR art. 6(1)(" + (char) ('a' + basis.ordinal()) + ")";
    }

    private static List<Information.LeftOut> leftOut(Policy policy, PackedData data, String locale, Words words) {
        List<Information.LeftOut> lines = new ArrayList<>();
        data.leftOut()
                .forEach((id, left) -> lines.add(new Information.LeftOut(
                        id,
                        policy.category(id)
                                .map(category -> category.name().in(locale))
                                .orElse(id),
                        left.rows(),
                        left.reason().code(),
                        words.of("left-out." + left.reason().code()))));
        return lines;
    }

    private static Information.Transfers transfers(
            Policy policy, List<Disclosures.Made> disclosures, String locale, Words words) {
        List<Information.Transfer> transfers = new ArrayList<>();
        policy.transfersOutsideEea()
                .forEach(transfer -> transfers.add(new Information.Transfer(
                        transfer.country(), transfer.safeguard().in(locale))));
        disclosures.stream()
                .filter(made -> EuropeanEconomicArea.isOutside(made.country()))
                .forEach(made -> transfers.add(new Information.Transfer(
                        made.country(),
                        words.of("transfer-by-disclosure")
                                .replace("{recipient}", made.recipient())
                                .replace("{day}", words.day(made.disclosedAt(), policy.zone())))));
        return new Information.Transfers(!transfers.isEmpty(), transfers);
    }

    private static Information.AutomatedDecisions automatedDecisions(Policy policy, String locale) {
        List<Information.AutomatedDecision> decisions = policy.automatedDecisions().stream()
                .map(decision -> new Information.AutomatedDecision(
                        decision.id(),
                        decision.name().in(locale),
                        decision.logic().in(locale),
                        decision.consequence().in(locale)))
                .toList();
        return new Information.AutomatedDecisions(!decisions.isEmpty(), decisions);
    }

    private static List<Information.PersonsRight> rights(Words words) {
        return Arrays.stream(Right.values())
                .map(right -> new Information.PersonsRight(
                        right.code(), words.of("article." + right.code()), words.of("right." + right.code())))
                .toList();
    }
}
