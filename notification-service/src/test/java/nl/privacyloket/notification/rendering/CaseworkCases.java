package nl.privacyloket.notification.rendering;

import static nl.privacyloket.notification.rendering.LetterCases.prifora;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import nl.privacyloket.notification.correspondence.Contact;
import nl.privacyloket.notification.correspondence.DisclosureFacts;
import nl.privacyloket.notification.correspondence.DisclosureOccasion;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.correspondence.Outcome;
import nl.privacyloket.notification.correspondence.RecipientNotice;
import nl.privacyloket.notification.correspondence.Right;
import nl.privacyloket.notification.correspondence.TermOccasion;
import nl.privacyloket.notification.fixture.Organisations;
import nl.privacyloket.notification.fixture.Requests;
import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.rendering.LetterCases.Case;

/** Letters about what only some requests meet, or what happens outside any; and those that are printed. */
final class CaseworkCases {
    private static final LocalDate LAST_DAY = LocalDate.of(2026, 12, 22);
    private static final List<String> FINDINGS = List.of("bsn", "mrz", "document-number", "unreadable");

    private CaseworkCases() {}

    static Stream<Case> in(String language) {
        return Stream.of(
                refusedCopy(language),
                prifora("clarification", Right.ACCESS, language, clarification(language)),
                prifora("restriction-lifting", Right.RESTRICTION, language, lifting(language, Requests.saskia())),
                prifora("decision-by-rule-objection", Right.OBJECTION, language, byRule("marketing")),
                prifora("decision-by-rule-consent-withdrawal", Right.CONSENT_WITHDRAWAL, language, byRule("marketing")),
                prifora("decision-by-rule-without-purpose", Right.OBJECTION, language, byRule(null)),
                prifora("decision-some-categories", Right.ERASURE, language, someCategories(language)),
                new Case(
                        "decision-on-behalf",
                        Requests.facts("prifora", Right.RECTIFICATION, language),
                        Organisations.prifora(),
                        Requests.onBehalf(),
                        new Occasion.Decision(Outcome.GRANTED, null, null)),
                prifora(
                        "completion-overridden",
                        Right.RECTIFICATION,
                        language,
                        new Occasion.Completion(Outcome.GRANTED, List.of(), null, true)),
                prifora(
                        "completion-overridden-access",
                        Right.ACCESS,
                        language,
                        new Occasion.Completion(Outcome.GRANTED, List.of(), LetterCases.EXPORT_UNTIL, true)),
                prifora(
                        "completion-report",
                        Right.ERASURE,
                        language,
                        new Occasion.Completion(Outcome.PARTLY_GRANTED, List.of(), null, false, true)),
                prifora("transfer", Right.PORTABILITY, language, transfer()),
                prifora(
                        "transferred",
                        Right.PORTABILITY,
                        language,
                        new Occasion.Transferred(Instant.parse("2026-12-02T08:41:13Z"), Requests.saskia())),
                prifora("export-expiring", Right.ACCESS, language, expiring(Requests.saskia())),
                disclosure("disclosure-consent", consent(language, Requests.saskia())),
                disclosure("disclosure-made", made(language, Requests.saskia())),
                recipient("recipient-notice-erase", Right.ERASURE, language, notice("erase", List.of())),
                recipient(
                        "recipient-notice-rectify",
                        Right.RECTIFICATION,
                        language,
                        notice("rectify", List.of(new RecipientNotice.Item("phone", "06 12345678")))),
                recipient("recipient-notice-restrict", Right.RESTRICTION, language, notice("restrict", List.of())),
                recipient("recipient-notice-lift", Right.RESTRICTION, language, notice("lift", List.of())),
                toStaff("staff-due-soon", Right.ERASURE, language, new TermOccasion.DueSoon("in-assessment", LAST_DAY)),
                toStaff(
                        "staff-overdue",
                        Right.ACCESS,
                        language,
                        new TermOccasion.Overdue("awaiting-identity", LAST_DAY)));
    }

    private static RecipientNotice notice(String action, List<RecipientNotice.Item> corrections) {
        return new RecipientNotice(
                UUID.fromString("c4f3a0de-52a1-4c0b-8a4e-0d5c1b7f9e32"),
                action,
                "Proefdrukkerij Testdam B.V.",
                "proefdrukkerij@example.org",
                List.of(
                        new RecipientNotice.Item("e-mail", "saskia.voorbeeld@example.org"),
                        new RecipientNotice.Item("loyalty-card", "77-1234")),
                List.of("account"),
                corrections);
    }

    private static Case recipient(String name, Right right, String language, RecipientNotice notice) {
        return new Case(
                name + "." + language,
                new Addressed(
                        Requests.facts("prifora", right, "nl"),
                        notice.ownContact().orElseThrow(),
                        Organisations.speaking(language, Organisations.prifora()),
                        notice));
    }

    /** In the language of the organisation, whatever the person speaks. */
    private static Case toStaff(String name, Right right, String language, Occasion occasion) {
        return new Case(
                name + "." + language,
                new Addressed(
                        Requests.facts("prifora", right, "nl"),
                        Requests.at("info@prifora.com"),
                        Organisations.speaking(language, Organisations.prifora()),
                        occasion));
    }

    /** On paper. */
    static Stream<Case> printed() {
        return Stream.of("nl", "en").flatMap(CaseworkCases::printedIn);
    }

    private static Stream<Case> printedIn(String language) {
        return Stream.of(
                onPaper("acknowledgement", Right.ACCESS, language, new Occasion.Acknowledgement(true)),
                onPaper("identity-copy-refused", Right.ACCESS, language, new Occasion.IdentityCopyRefused(FINDINGS)),
                onPaper("clarification", Right.ERASURE, language, clarification(language)),
                onPaper(
                        "decision-refused",
                        Right.ACCESS,
                        language,
                        new Occasion.Decision(Outcome.REFUSED, "excessive", LetterCases.reason(language))),
                onPaper(
                        "completion-access",
                        Right.ACCESS,
                        language,
                        new Occasion.Completion(Outcome.GRANTED, List.of(), LetterCases.EXPORT_UNTIL)),
                onPaper(
                        "completion-portability",
                        Right.PORTABILITY,
                        language,
                        new Occasion.Completion(Outcome.GRANTED, List.of(), LetterCases.EXPORT_UNTIL)),
                onPaper(
                        "transferred",
                        Right.PORTABILITY,
                        language,
                        new Occasion.Transferred(Instant.parse("2026-12-02T08:41:13Z"), Requests.byPost())),
                onPaper("restriction-lifting", Right.RESTRICTION, language, lifting(language, Requests.byPost())),
                onPaper("export-expiring", Right.PORTABILITY, language, expiring(Requests.byPost())),
                disclosure("disclosure-consent-on-paper", consent(language, Requests.byPost())),
                disclosure("disclosure-made-on-paper", made(language, Requests.byPost())));
    }

    private static Case onPaper(String name, Right right, String language, Occasion occasion) {
        return new Case(
                name + "-on-paper",
                Requests.facts("primoforum", right, language),
                Organisations.primoforum(),
                Requests.byPost(),
                occasion);
    }

    private static Case refusedCopy(String language) {
        return new Case(
                "identity-copy-refused",
                Requests.facts("primoforum", Right.ACCESS, language),
                Organisations.primoforum(),
                Requests.saskia(),
                new Occasion.IdentityCopyRefused(FINDINGS));
    }

    private static Occasion clarification(String language) {
        return new Occasion.Clarification(
                language.equals("nl")
                        ? "U schrijft over ‘alles van de verbouwing’.\nBedoelt u die van 2021 of die van 2024?"
                        : "You write about ‘all about the rebuilding’.\nDo you mean that of 2021 or that of 2024?");
    }

    static Occasion extension(String language) {
        return new Occasion.Extension(
                LocalDate.of(2027, 2, 22),
                language.equals("nl")
                        ? "Een deel van uw gegevens staat in een archief dat wij met de hand doorzoeken."
                        : "Part of your data is in an archive that we search by hand.");
    }

    private static Occasion lifting(String language, Contact contact) {
        return new Occasion.RestrictionLifting(
                language.equals("nl")
                        ? "Wij hebben samen met u vastgesteld dat uw adres nu klopt."
                        : "Together with you we established that your address is correct now.",
                contact);
    }

    private static Occasion expiring(Contact contact) {
        return new Occasion.ExportExpiring(LetterCases.EXPORT_UNTIL, contact);
    }

    private static Occasion byRule(String purpose) {
        return new Occasion.Decision(Outcome.GRANTED, null, null, true, purpose, List.of());
    }

    private static Occasion someCategories(String language) {
        return new Occasion.Decision(
                Outcome.PARTLY_GRANTED,
                "legal-obligation",
                LetterCases.reason(language),
                false,
                null,
                List.of("account", "marketing"));
    }

    private static Occasion transfer() {
        return new Occasion.Transfer(
                "Fotoclub Proefdam",
                "privacy@example.org",
                "Jd8sLk3vTq0WmXe5ZrYb2hNcA7uGiPo9fQyT1nDrB6E",
                Instant.parse("2026-12-15T10:00:00Z"));
    }

    private static Case disclosure(String name, DisclosureOccasion occasion) {
        return new Case(
                name + "." + occasion.facts().locale(),
                new Addressed(occasion.facts(), occasion.contact(), Organisations.prifora(), occasion));
    }

    private static DisclosureOccasion consent(String language, Contact contact) {
        return new DisclosureOccasion.Consent(
                facts(language),
                contact,
                "Proefdrukkerij Testdam B.V.",
                language.equals("nl")
                        ? "Uw foto’s afdrukken op het formaat dat u koos."
                        : "Printing your photos in the size that you chose.",
                "consent",
                List.of("account", "invoices"));
    }

    private static DisclosureOccasion made(String language, Contact contact) {
        return new DisclosureOccasion.Made(
                facts(language),
                contact,
                "Politie, eenheid Proefland",
                "authority-order",
                "authority",
                Instant.parse("2026-11-30T11:00:00Z"),
                List.of("account"));
    }

    private static DisclosureFacts facts(String language) {
        return new DisclosureFacts(
                UUID.fromString("e1d9a2f4-3b58-4c6e-8a7d-5f20c4b6e913"), "prifora", "PRIFORA-2026-000012", language, 1);
    }
}
