package nl.privacyloket.notification.rendering;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.privacyloket.notification.correspondence.DisclosureFacts;
import nl.privacyloket.notification.correspondence.Matter;
import nl.privacyloket.notification.correspondence.OrganisationFacts;
import nl.privacyloket.notification.correspondence.Right;
import nl.privacyloket.notification.correspondence.StaffOccasion;
import nl.privacyloket.notification.correspondence.StaffOccasion.Answered;
import nl.privacyloket.notification.correspondence.StaffOccasion.Digest;
import nl.privacyloket.notification.correspondence.StaffOccasion.Digest.Line;
import nl.privacyloket.notification.correspondence.StaffOccasion.Digest.Subject;
import nl.privacyloket.notification.correspondence.StaffOccasion.Digest.Topic;
import nl.privacyloket.notification.correspondence.StaffOccasion.MailFailed;
import nl.privacyloket.notification.correspondence.StaffOccasion.NewRequest;
import nl.privacyloket.notification.correspondence.StaffOccasion.TaskFailed;
import nl.privacyloket.notification.correspondence.StaffOccasion.TaskFailed.Trouble;
import nl.privacyloket.notification.fixture.Organisations;
import nl.privacyloket.notification.fixture.Requests;
import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.rendering.LetterCases.Case;

/** Messages to staff, in the language of the organisation, whatever the person speaks. */
final class StaffCases {
    private static final OrganisationFacts HOUSE = OrganisationFacts.about("staff-digest", "prifora", 1);
    private static final LocalDate TODAY = LocalDate.of(2026, 12, 16);

    private StaffCases() {}

    static Stream<Case> in(String language) {
        return Stream.of(
                request("staff-new-identity", Right.ACCESS, language, new NewRequest("awaiting-identity")),
                request("staff-new-assessment", Right.ERASURE, language, new NewRequest("in-assessment")),
                request("staff-answered", Right.ERASURE, language, new Answered(LocalDate.of(2026, 12, 28))),
                request(
                        "staff-task-stuck",
                        Right.ERASURE,
                        language,
                        new TaskFailed(Trouble.STUCK, "prifora-webshop", "identifiers-disagree", null, null, null)),
                request(
                        "staff-task-no-system",
                        Right.OBJECTION,
                        language,
                        new TaskFailed(Trouble.STUCK, null, "no-system", null, null, null)),
                request(
                        "staff-task-by-hand",
                        Right.RESTRICTION,
                        language,
                        new TaskFailed(Trouble.BY_HAND, "prifora-archive", null, "restrict", null, null)),
                request(
                        "staff-task-drifted",
                        Right.ERASURE,
                        language,
                        new TaskFailed(Trouble.PLAN_DRIFTED, null, null, null, null, null)),
                about(
                        HOUSE,
                        "staff-task-not-purged",
                        language,
                        new TaskFailed(
                                Trouble.NOT_PURGED, "prifora-webshop", "no-answer", null, TODAY.minusDays(1), HOUSE)),
                request(
                        "staff-mail-failed-bounced",
                        Right.ERASURE,
                        language,
                        new MailFailed("decision", "bounced-5-1-1", null)),
                request(
                        "staff-mail-failed-waiting",
                        Right.ACCESS,
                        language,
                        new MailFailed("confirmation", "smtp-552-5.2.2", null)),
                request(
                        "staff-mail-failed-suppressed",
                        Right.ACCESS,
                        language,
                        new MailFailed("completion", "suppressed", null)),
                disclosure("staff-mail-failed-disclosure", language),
                about(HOUSE, "staff-digest", language, full()),
                about(HOUSE, "staff-digest-quiet", language, new Digest(HOUSE, TODAY, 4, List.of())));
    }

    private static Digest full() {
        List<Line> many = IntStream.rangeClosed(3, 22)
                .mapToObj(number -> new Line("PRIFORA-2026-%06d".formatted(number), "access", null))
                .toList();
        return new Digest(
                HOUSE,
                TODAY,
                31,
                List.of(
                        new Topic(
                                Subject.OVERDUE,
                                1,
                                List.of(new Line("PRIFORA-2026-000001", "erasure", TODAY.minusDays(2))),
                                false),
                        new Topic(
                                Subject.DUE_SOON,
                                2,
                                List.of(
                                        new Line("PRIFORA-2026-000002", "restriction", TODAY),
                                        new Line("PRIFORA-2026-000005", "access", TODAY.plusDays(6))),
                                false),
                        new Topic(
                                Subject.TASKS_FAILED,
                                2,
                                List.of(new Line("PRIFORA-2026-000001", "erasure", null)),
                                false),
                        new Topic(
                                Subject.MESSAGES_FAILED,
                                1,
                                List.of(new Line("PRIFORA-2026-000004", "consent-withdrawal", null)),
                                false),
                        new Topic(Subject.SUPPRESSED, 1, List.of(), false),
                        new Topic(
                                Subject.TO_PRINT,
                                1,
                                List.of(new Line("PRIFORA-2026-000009", "portability", null)),
                                false),
                        new Topic(Subject.NEW, 25, many, true),
                        new Topic(
                                Subject.WAITING,
                                1,
                                List.of(new Line("PRIFORA-2026-000006", "objection", TODAY.plusDays(9))),
                                false),
                        new Topic(Subject.ANNOUNCEMENTS, 1, List.of(), false)));
    }

    private static Case request(String name, Right right, String language, StaffOccasion occasion) {
        return about(Requests.facts("prifora", right, "nl"), name, language, occasion);
    }

    private static Case disclosure(String name, String language) {
        DisclosureFacts facts = new DisclosureFacts(
                UUID.fromString("e1d9a2f4-3b58-4c6e-8a7d-5f20c4b6e913"), "prifora", "PRIFORA-2026-000012", "nl", 1);
        return about(facts, name, language, new MailFailed("disclosure-consent", "given-up-smtp-451", facts));
    }

    private static Case about(Matter matter, String name, String language, StaffOccasion occasion) {
        return new Case(
                name + "." + language,
                new Addressed(
                        matter,
                        Requests.at("info@prifora.com"),
                        Organisations.speaking(language, Organisations.prifora()),
                        occasion));
    }
}
