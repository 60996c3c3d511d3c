package nl.privacyloket.request.export;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import nl.privacyloket.request.disclosure.Disclosures;
import nl.privacyloket.request.law.Right;
import nl.privacyloket.request.policy.Policy;

/** The readable part of a package, in the language of the request: the data, and what the person is to be told of them. */
@ApplicationScoped
class InformationPage {

    @CheckedTemplate(basePath = "export")
    static class Templates {
        private Templates() {}

        static native TemplateInstance index(Content page);
    }

    /**
     * What the page shows.
     *
     * @param nothingFound whether every data system answered and none brought anything; the person's requests are always there
     * @param access whether it answers an access request, which is told more
     */
    record Content(
            Map<String, String> words,
            Information told,
            boolean access,
            String madeOn,
            String until,
            List<String> asked,
            boolean nothingFound,
            List<Table> tables,
            List<DisclosureLine> disclosures) {}

    record Table(String title, String system, String file, List<String> columns, List<List<String>> rows) {}

    record DisclosureLine(
            String recipient,
            String country,
            String day,
            String basis,
            String askedBy,
            String categories,
            String purpose) {}

    String render(Information told, Policy policy, List<CsvFile> tables) {
        Words words = new Words(told.locale());
        Content content = new Content(
                words.all(),
                told,
                told.right().equals(Right.ACCESS.code()),
                words.day(told.madeAt(), policy.zone()),
                words.day(told.availableUntil(), policy.zone()),
                told.askedCategories().stream()
                        .map(id -> name(policy, id, told.locale()))
                        .toList(),
                nothingFound(told, tables),
                tables.stream()
                        .map(table -> table(table, policy, told.locale()))
                        .toList(),
                told.disclosures().stream()
                        .map(made -> line(made, policy, told.locale(), words))
                        .toList());
        return Templates.index(content).render();
    }

    private static boolean nothingFound(Information told, List<CsvFile> tables) {
        return told.complete()
                && tables.stream().allMatch(table -> table.system().equals(RequestFileRows.SYSTEM))
                && told.leftOut().stream().allMatch(left -> left.category().equals(RequestFileRows.CATEGORY));
    }

    private static Table table(CsvFile csv, Policy policy, String locale) {
        return new Table(
                name(policy, csv.part().category(), locale),
                csv.system(),
                csv.name(),
                csv.part().columns(),
                csv.rows());
    }

    private static DisclosureLine line(Disclosures.Made made, Policy policy, String locale, Words words) {
        return new DisclosureLine(
                made.recipient(),
                made.country(),
                words.day(made.disclosedAt(), policy.zone()),
                words.of("disclosure-basis." + made.basis()),
                words.of("asked-by." + made.askedBy()),
                String.join(
                        ", ",
                        made.categories().stream()
                                .map(id -> name(policy, id, locale))
                                .toList()),
                made.purpose());
    }

    private static String name(Policy policy, String category, String locale) {
        return policy.category(category).map(known -> known.name().in(locale)).orElse(category);
    }
}
