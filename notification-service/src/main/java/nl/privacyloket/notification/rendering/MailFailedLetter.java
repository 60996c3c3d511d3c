package nl.privacyloket.notification.rendering;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.privacyloket.notification.correspondence.RequestFacts;
import nl.privacyloket.notification.correspondence.StaffOccasion.MailFailed;
import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.letter.Block;
import nl.privacyloket.notification.letter.Block.Row;

/** Tells staff which message did not arrive, why, and what they can do. Holds no address. */
record MailFailedLetter() {
    private static final Map<String, Function<StaffPhrases, String>> MESSAGES = Map.ofEntries(
            Map.entry("confirmation", StaffPhrases::messageConfirmation),
            Map.entry("acknowledgement", StaffPhrases::messageAcknowledgement),
            Map.entry("identity-copy-refused", StaffPhrases::messageCopyRefused),
            Map.entry("clarification", StaffPhrases::messageClarification),
            Map.entry("extension", StaffPhrases::messageExtension),
            Map.entry("decision", StaffPhrases::messageDecision),
            Map.entry("completion", StaffPhrases::messageCompletion),
            Map.entry("export-expiring", StaffPhrases::messageExportExpiring),
            Map.entry("restriction-lifting", StaffPhrases::messageRestrictionLifting),
            Map.entry("transfer", StaffPhrases::messageTransfer),
            Map.entry("transferred", StaffPhrases::messageTransferred),
            Map.entry("disclosure-consent", StaffPhrases::messageDisclosureConsent),
            Map.entry("disclosure", StaffPhrases::messageDisclosure),
            Map.entry("recipient-notice", StaffPhrases::messageRecipientNotice));

    /** With these the request waits for the person. */
    private static final Set<String> ASKING = Set.of("confirmation", "identity-copy-refused", "clarification");

    /** A reply of a mail server, or a report, with its status (RFC 3463): class 5, subject, detail. */
    private static final Pattern STATUS = Pattern.compile("(?:bounced|smtp-\\d{3})-5[.-](\\d{1,3})[.-](\\d{1,3})");

    /** Faults of the address, and not of who sends (5.1.7, 5.1.8) or of the mail (RFC 3463, RFC 7505). */
    private static final Set<String> NO_SUCH_ADDRESS = Set.of("1.0", "1.1", "1.2", "1.3", "1.4", "1.6", "1.10");

    private static final Pattern REFUSED = Pattern.compile("(?:bounced|smtp-5).*");
    private static final Pattern GIVEN_UP = Pattern.compile("given-up.*");

    LetterWriter.Content write(Addressed addressed, MailFailed failed, Wording wording) {
        StaffPhrases staff = wording.staff();
        String message = MESSAGES.getOrDefault(failed.messageKind(), StaffPhrases::messageOther)
                .apply(staff);
        Fault fault = fault(failed.reason());
        List<Row> rows = new ArrayList<>();
        if (addressed.matter() instanceof RequestFacts request) {
            rows.addAll(DeskLetter.about(request, wording));
        } else {
            rows.add(new Row(
                    wording.phrases().labelReference(), addressed.matter().reference()));
        }
        rows.add(new Row(staff.labelMessage(), message));
        rows.add(new Row(staff.labelReason(), fault.words().apply(staff)));
        rows.add(new Row(staff.labelCode(), failed.reason()));
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph(staff.mailFailed()));
        blocks.add(Block.facts(rows));
        if (ASKING.contains(failed.messageKind())) {
            blocks.add(Block.note(staff.mailWaits()));
        }
        blocks.add(Block.paragraph(fault.act().apply(staff)));
        return new LetterWriter.Content(
                staff.mailSubject(message, addressed.matter().reference()), staff.mailTitle(), blocks);
    }

    /** What is wrong, and what to do. */
    private record Fault(Function<StaffPhrases, String> words, Function<StaffPhrases, String> act) {}

    private static Fault fault(String reason) {
        switch (reason) {
            case "no-address":
                return new Fault(StaffPhrases::mailNoAddress, StaffPhrases::mailActAddress);
            case "invalid-address":
                return new Fault(StaffPhrases::mailInvalidAddress, StaffPhrases::mailActAddress);
            case "erased", "erased-while-sending":
                return new Fault(StaffPhrases::mailErased, StaffPhrases::mailActErased);
            case "suppressed":
                return new Fault(StaffPhrases::mailSuppressed, StaffPhrases::mailActSuppressed);
            default:
                return reported(reason);
        }
    }

    private static Fault reported(String reason) {
        Matcher status = STATUS.matcher(reason);
        String detail = status.matches() ? status.group(1) + "." + status.group(2) : "";
        if (NO_SUCH_ADDRESS.contains(detail)) {
            return new Fault(StaffPhrases::mailUnknownAddress, StaffPhrases::mailActAddress);
        } else if (detail.equals("2.1")) {
            return new Fault(StaffPhrases::mailClosedMailbox, StaffPhrases::mailActAddress);
        } else if (detail.equals("2.2")) {
            return new Fault(StaffPhrases::mailFullMailbox, StaffPhrases::mailActAgain);
        } else if (REFUSED.matcher(reason).matches()) {
            return new Fault(StaffPhrases::mailRefused, StaffPhrases::mailActAgain);
        } else if (GIVEN_UP.matcher(reason).matches()) {
            return new Fault(StaffPhrases::mailGivenUp, StaffPhrases::mailActAgain);
        }
        return new Fault(StaffPhrases::mailOther, StaffPhrases::mailActAgain);
    }
}
