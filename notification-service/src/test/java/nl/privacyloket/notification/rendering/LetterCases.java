package nl.privacyloket.notification.rendering;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nl.privacyloket.notification.correspondence.Contact;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.correspondence.Occasion.Acknowledgement;
import nl.privacyloket.notification.correspondence.Occasion.Completion;
import nl.privacyloket.notification.correspondence.Occasion.Confirmation;
import nl.privacyloket.notification.correspondence.Occasion.Decision;
import nl.privacyloket.notification.correspondence.Outcome;
import nl.privacyloket.notification.correspondence.RequestFacts;
import nl.privacyloket.notification.correspondence.Right;
import nl.privacyloket.notification.correspondence.Verdict;
import nl.privacyloket.notification.fixture.Organisations;
import nl.privacyloket.notification.fixture.Requests;
import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.organisation.Organisation;

/** One letter of every kind, and of every form that a kind can take. */
final class LetterCases {
    static final Instant EXPORT_UNTIL = Instant.parse("2026-12-22T11:31:20Z");

    private LetterCases() {}

    /**
     * A letter and the name of its golden files.
     *
     * @param name such as {@code decision-granted-access.nl}
     */
    record Case(String name, Addressed addressed) {
        Case(String name, RequestFacts request, Organisation organisation, Contact contact, Occasion occasion) {
            this(name + "." + request.locale(), new Addressed(request, contact, organisation, occasion));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> all() {
        return Stream.of("nl", "en").flatMap(LetterCases::in);
    }

    private static Stream<Case> in(String language) {
        List<Case> cases = new ArrayList<>();
        for (Right right : Right.values()) {
            cases.add(prifora("confirmation-" + right.word(), right, language, new Confirmation()));
            cases.add(prifora("acknowledgement-" + right.word(), right, language, new Acknowledgement(false)));
            cases.add(prifora(
                    "decision-granted-" + right.word(), right, language, new Decision(Outcome.GRANTED, null, null)));
            cases.add(prifora(
                    "decision-partly-" + right.word(),
                    right,
                    language,
                    new Decision(Outcome.PARTLY_GRANTED, ground(right), reason(language))));
            cases.add(prifora("extension-" + right.word(), right, language, CaseworkCases.extension(language)));
            Instant until = right.endsWithExport() ? EXPORT_UNTIL : null;
            List<Verdict> verdicts = right == Right.ERASURE ? verdicts() : List.of();
            cases.add(prifora(
                    "completion-" + right.word(), right, language, new Completion(Outcome.GRANTED, verdicts, until)));
        }
        cases.add(prifora("acknowledgement-identity-open", Right.ERASURE, language, new Acknowledgement(true)));
        cases.add(new Case(
                "acknowledgement-masked-copy." + language,
                addressed(
                        Requests.facts(Requests.ID, "primoforum", Right.ACCESS, language, LocalDate.of(2026, 12, 20)),
                        Organisations.primoforum(),
                        new Acknowledgement(true))));
        cases.add(new Case(
                "decision-refused." + language,
                addressed(
                        Requests.facts("infactor", Right.ACCESS, language),
                        Organisations.infactor(),
                        new Decision(Outcome.REFUSED, "excessive", reason(language)))));
        cases.add(prifora(
                "completion-partly-erasure",
                Right.ERASURE,
                language,
                new Completion(Outcome.PARTLY_GRANTED, verdicts(), null)));
        cases.add(new Case(
                "completion-backups-until." + language,
                addressed(
                        Requests.facts("pinkweb", Right.ERASURE, language),
                        Organisations.pinkweb(),
                        new Completion(
                                Outcome.GRANTED,
                                List.of(
                                        new Verdict("pinkweb-portal", "account", "erase", null, null, 1),
                                        new Verdict("pinkweb-portal", "support", "held", null, "hold:legal-claim", 2)),
                                null,
                                false,
                                false,
                                LocalDate.of(2027, 1, 17)))));
        cases.add(new Case(
                "completion-backups." + language,
                addressed(
                        Requests.facts("pinkweb", Right.ERASURE, language),
                        Organisations.pinkweb(),
                        new Completion(
                                Outcome.GRANTED,
                                List.of(
                                        new Verdict("pinkweb-portal", "account", "erase", null, null, 3),
                                        new Verdict(
                                                "pinkweb-portal",
                                                "approval-log",
                                                "retain",
                                                LocalDate.of(2031, 12, 31),
                                                "Wet OB art. 34a",
                                                2)),
                                null))));
        cases.add(prifora(
                "completion-withdrawn", Right.ACCESS, language, new Completion(Outcome.WITHDRAWN, List.of(), null)));
        cases.add(prifora(
                "completion-not-identified",
                Right.ACCESS,
                language,
                new Completion(Outcome.NOT_IDENTIFIED, List.of(), null)));
        return Stream.of(cases.stream(), CaseworkCases.in(language), StaffCases.in(language))
                .flatMap(each -> each);
    }

    static Case prifora(String name, Right right, String language, Occasion occasion) {
        return new Case(
                name + "." + language,
                addressed(Requests.facts("prifora", right, language), Organisations.prifora(), occasion));
    }

    private static Addressed addressed(RequestFacts request, Organisation organisation, Occasion occasion) {
        return new Addressed(request, occasion.ownContact().orElseGet(Requests::saskia), organisation, occasion);
    }

    /** One that can be held against this right. */
    private static String ground(Right right) {
        return switch (right) {
            case ACCESS, PORTABILITY -> "rights-of-others";
            case RECTIFICATION -> "data-are-correct";
            case ERASURE -> "legal-obligation";
            case RESTRICTION -> "no-ground-for-restriction";
            case OBJECTION -> "compelling-grounds";
            case CONSENT_WITHDRAWAL -> "not-based-on-consent";
        };
    }

    static String reason(String language) {
        return language.equals("nl")
                ? "In uw dossier staan ook gegevens van een andere klant.\nDie gegevens kunnen wij u niet geven."
                : "Your file also holds data of another customer.\nWe cannot give you those data.";
    }

    /** Two systems with the same to say of the account; a category that falls apart; one of each other word. */
    private static List<Verdict> verdicts() {
        return List.of(
                new Verdict("prifora-webshop", "account", "erase", null, null, 1),
                new Verdict("prifora-crm", "account", "erase", null, null, 2),
                new Verdict("prifora-webshop", "invoices", "erase", null, null, 2),
                new Verdict("prifora-webshop", "invoices", "retain", LocalDate.of(2033, 12, 31), "AWR art. 52(4)", 3),
                new Verdict("prifora-webshop", "marketing", "erase", null, null, 0),
                new Verdict("prifora-crm", "support", "held", null, null, 1),
                new Verdict("prifora-crm", "request-file", "retain", null, "GDPR art. 5(2)", 1),
                new Verdict("prifora-crm", "chats", "restrict", null, null, 4));
    }
}
