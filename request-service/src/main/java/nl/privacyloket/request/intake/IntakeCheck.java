package nl.privacyloket.request.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import nl.privacyloket.request.InvalidInput;
import nl.privacyloket.request.law.Coded;
import nl.privacyloket.request.law.Right;
import nl.privacyloket.request.policy.Channel;
import nl.privacyloket.request.policy.LegalBasis;
import nl.privacyloket.request.policy.Policy;

/** What must hold in a request beyond the form of its members: it fits the organisation's policy and who sends it. */
final class IntakeCheck {

    /** Nobody enters a letter of longer ago, nor is anybody that old. */
    private static final Duration LONGEST_AGO = Duration.ofDays(3_660);

    private static final int OLDEST_YEARS = 150;

    private final IntakeBody body;
    private final Policy policy;
    private final InvalidInput input;

    private IntakeCheck(IntakeBody body, Policy policy, InvalidInput input) {
        this.body = body;
        this.policy = policy;
        this.input = input;
    }

    /**
     * Refuses a request that does not fit.
     *
     * @param staff whether somebody of the organisation enters it
     */
    static void require(IntakeBody body, Policy policy, boolean staff, Clock clock, InvalidInput input) {
        IntakeCheck check = new IntakeCheck(body, policy, input);
        check.rightAndRole();
        check.birthDate(LocalDate.now(clock.withZone(policy.zone())));
        check.lists();
        check.whatBelongsToARight();
        PeopleCheck.require(body, LocalDate.ofInstant(receivedAt(body, clock), policy.zone()), input);
        if (staff) {
            check.enteredByStaff(clock.instant());
        } else {
            check.sentByAnyone();
        }
        input.refuse();
    }

    /** Now, where the time that staff give is refused anyway and can be beyond any calendar. */
    private static Instant receivedAt(IntakeBody body, Clock clock) {
        Instant now = clock.instant();
        Instant given = body.receivedAt();
        return given == null || given.isAfter(now) || given.isBefore(now.minus(LONGEST_AGO)) ? now : given;
    }

    private void rightAndRole() {
        input.require(Right.ofCode(body.right()).isPresent(), "right", "unknown", codes(Right.values()));
        String role = body.requester().role();
        List<String> roles = policy.roles().stream().map(Policy.Role::id).toList();
        input.require(role == null || roles.contains(role), "requester.role", "unknown", roles);
        input.require(
                body.locale() == null || policy.languages().contains(body.locale()),
                "locale",
                "unknown",
                policy.languages());
    }

    private void birthDate(LocalDate today) {
        LocalDate birthDate = body.requester().birthDate();
        if (birthDate != null) {
            input.require(!birthDate.isAfter(today), "requester.birthDate", "in-the-future");
            input.require(birthDate.isAfter(today.minusYears(OLDEST_YEARS)), "requester.birthDate", "too-long-ago");
        }
    }

    private void lists() {
        List<String> types =
                policy.identifiers().stream().map(Policy.IdentifierType::type).toList();
        for (int i = 0; i < body.identifiers().size(); i++) {
            input.require(
                    types.contains(body.identifiers().get(i).type()), "identifiers[" + i + "].type", "unknown", types);
        }
        List<String> categories =
                policy.categories().stream().map(Policy.Category::id).toList();
        for (int i = 0; i < body.categories().size(); i++) {
            input.require(
                    categories.contains(body.categories().get(i)), "categories[" + i + "]", "unknown", categories);
        }
        List<String> purposes =
                policy.purposes().stream().map(Policy.Purpose::id).toList();
        input.require(body.purpose() == null || purposes.contains(body.purpose()), "purpose", "unknown", purposes);
    }

    /** Members that only say something about one right, and what a right cannot do without. */
    private void whatBelongsToARight() {
        List<String> further = body.furtherRights();
        for (int i = 0; i < further.size(); i++) {
            String field = "furtherRights[" + i + "]";
            input.require(Right.ofCode(further.get(i)).isPresent(), field, "unknown", codes(Right.values()));
            boolean twice = further.get(i).equals(body.right()) || further.indexOf(further.get(i)) < i;
            input.require(!twice, field, "twice");
        }
        List<String> fields = policy.fields();
        for (int i = 0; i < body.corrections().size(); i++) {
            String corrected = body.corrections().get(i).field();
            String place = "corrections[" + i + "].field";
            input.require(fields.contains(corrected), place, "unknown", fields);
            boolean before =
                    body.corrections().subList(0, i).stream().anyMatch(other -> corrected.equals(other.field()));
            input.require(!before, place, "twice");
        }
        belongs("restrictionGround", body.restrictionGround() != null, Right.RESTRICTION);
        belongs("erasureGround", body.erasureGround() != null, Right.ERASURE);
        belongs("corrections", !body.corrections().isEmpty(), Right.RECTIFICATION);
        belongs("transferTo", body.transferTo() != null, Right.PORTABILITY);
        belongs("purpose", body.purpose() != null, Right.OBJECTION, Right.CONSENT_WITHDRAWAL);
        List<String> consents = policy.purposes().stream()
                .filter(purpose -> purpose.legalBasis() == LegalBasis.CONSENT)
                .map(Policy.Purpose::id)
                .toList();
        input.require(
                !invokes(Right.CONSENT_WITHDRAWAL) || body.purpose() != null, "purpose", "required-one-of", consents);
        input.require(
                !invokes(Right.RECTIFICATION) || !body.corrections().isEmpty() || body.details() != null,
                "corrections",
                "required");
    }

    private void belongs(String field, boolean there, Right... rights) {
        input.require(!there || Arrays.stream(rights).anyMatch(this::invokes), field, "of-another-right");
    }

    private boolean invokes(Right right) {
        return right.code().equals(body.right()) || body.furtherRights().contains(right.code());
    }

    private void sentByAnyone() {
        input.require(body.channel() == null || body.channel().equals(Channel.WEB.code()), "channel", "for-staff");
        input.require(body.receivedAt() == null, "receivedAt", "for-staff");
        input.require(isReachable(), "requester.email", "required");
    }

    private void enteredByStaff(Instant now) {
        List<String> channels = codes(Channel.values());
        input.require(body.channel() == null || channels.contains(body.channel()), "channel", "unknown", channels);
        input.require(body.receivedAt() == null || !body.receivedAt().isAfter(now), "receivedAt", "in-the-future");
        input.require(
                body.receivedAt() == null || body.receivedAt().isAfter(now.minus(LONGEST_AGO)),
                "receivedAt",
                "too-long-ago");
        boolean mailed = body.channel() == null
                || body.channel().equals(Channel.WEB.code())
                || body.channel().equals(Channel.E_MAIL.code());
        input.require(!mailed || isReachable(), "requester.email", "required");
        // With a representative that is required of everybody.
        input.require(isReachable() || !body.identifiers().isEmpty(), "identifiers", "required");
    }

    /** By mail, directly or through who acts for the person. */
    private boolean isReachable() {
        return body.requester().email() != null || body.representative() != null;
    }

    private static List<String> codes(Coded[] values) {
        return Arrays.stream(values).map(Coded::code).toList();
    }
}
