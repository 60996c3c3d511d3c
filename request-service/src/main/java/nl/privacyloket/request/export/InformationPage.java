package nl.privacyloket.request.export;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;
import nl.privacyloket.request.deadline.Term;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.law.Coded;
import nl.privacyloket.request.policy.LocalizedText;
import nl.privacyloket.request.policy.Policy;

/**
 * The readable part of a package, in the language of the request: the data, and what art. 15(1)(a) to (h) and 15(2) say is
 * to be told, taken from the policy that the request was made under.
 */
@ApplicationScoped
class InformationPage {

    @CheckedTemplate(basePath = "export")
    static class Templates {
        private Templates() {}

        static native TemplateInstance index(Content page);
    }

    /** What the page shows. */
    record Content(
            String locale,
            Map<String, String> words,
            String organisation,
            String controller,
            String contact,
            String reference,
            String madeOn,
            String until,
            List<Table> tables,
            List<CategoryLine> categories,
            List<String> outOfReach,
            List<String> transfers,
            List<String> automatedDecisions,
            String backups,
            Complaint complaint) {}

    record Table(String title, String system, String file, List<String> columns, List<List<String>> rows) {}

    record CategoryLine(
            String name, List<String> purposes, List<String> recipients, List<String> terms, String source) {}

    record Complaint(String body, String url, String court) {}

    String render(RequestFile file, Policy policy, List<CsvFile> tables, Instant madeAt, Instant until) {
        return Templates.index(content(file, policy, tables, madeAt, until)).render();
    }

    private static Content content(
            RequestFile file, Policy policy, List<CsvFile> tables, Instant madeAt, Instant until) {
        String locale = file.locale();
        Map<String, String> words = words(locale);
        return new Content(
                locale,
                words,
                policy.name(),
                policy.controller().name() + ", " + policy.controller().seat(),
                policy.contact().email(),
                file.reference(),
                day(madeAt, policy, locale),
                day(until, policy, locale),
                tables.stream().map(table -> table(table, policy, locale)).toList(),
                policy.categories().stream()
                        .filter(category -> !category.outOfReach())
                        .map(category -> line(category, policy, locale, words))
                        .toList(),
                policy.categories().stream()
                        .filter(Policy.Category::outOfReach)
                        .map(category -> category.name().in(locale))
                        .toList(),
                policy.transfersOutsideEea().stream()
                        .map(transfer ->
                                transfer.country() + ": " + transfer.safeguard().in(locale))
                        .toList(),
                policy.automatedDecisions().stream()
                        .map(decision -> decision.name().in(locale) + ": "
                                + decision.logic().in(locale) + " "
                                + decision.consequence().in(locale))
                        .toList(),
                policy.backups() == null ? null : term(policy.backups().window(), words),
                new Complaint(
                        policy.complaint().body(),
                        policy.complaint().url(),
                        policy.complaint().court().in(locale)));
    }

    private static Table table(CsvFile csv, Policy policy, String locale) {
        String category = csv.part().category();
        return new Table(
                policy.category(category).map(known -> known.name().in(locale)).orElse(category),
                csv.system(),
                csv.name(),
                csv.part().columns(),
                csv.rows());
    }

    private static CategoryLine line(
            Policy.Category category, Policy policy, String locale, Map<String, String> words) {
        return new CategoryLine(
                category.name().in(locale),
                category.purposes().stream()
                        .flatMap(id -> policy.purpose(id).stream())
                        .map(purpose ->
                                purpose.name().in(locale) + " (" + word(words, "basis", purpose.legalBasis()) + ")")
                        .toList(),
                category.recipients().stream()
                        .flatMap(id -> policy.recipient(id).stream())
                        .map(Policy.Recipient::name)
                        .map((LocalizedText name) -> name.in(locale))
                        .toList(),
                policy.retention().stream()
                        .filter(rule -> rule.category().equals(category.id()))
                        .map(rule -> rule(rule, words))
                        .toList(),
                word(words, "source", category.source()));
    }

    private static String rule(Policy.RetentionRule rule, Map<String, String> words) {
        boolean atOnce = rule.period().amount() == 0;
        String period = atOnce ? words.get("at-once") : term(rule.period(), words);
        return words.get("rule")
                .replace("{kind}", word(words, "kind", rule.kind()))
                .replace("{period}", period)
                .replace("{from}", word(words, "from", rule.countFrom()))
                .replace("{trigger}", word(words, "trigger", rule.trigger()))
                .replace("{basis}", rule.basis());
    }

    private static String term(Term term, Map<String, String> words) {
        String unit = term.unit().name().toLowerCase(Locale.ROOT);
        return term.amount() + " " + words.get("unit." + unit + (term.amount() == 1 ? ".one" : ".many"));
    }

    private static String word(Map<String, String> words, String group, Coded value) {
        return words.get(group + "." + value.code());
    }

    private static String day(Instant instant, Policy policy, String locale) {
        LocalDate date = ZonedDateTime.ofInstant(instant, policy.zone()).toLocalDate();
        return date.format(DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale("nl".equals(locale) ? Locale.forLanguageTag("nl-NL") : Locale.UK));
    }

    private static Map<String, String> words(String locale) {
        ResourceBundle bundle = ResourceBundle.getBundle(
                "export",
                Locale.forLanguageTag("nl".equals(locale) ? "nl" : "en"),
                Thread.currentThread().getContextClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        Map<String, String> words = new TreeMap<>();
        bundle.keySet().forEach(key -> words.put(key, bundle.getString(key)));
        return words;
    }
}
