package nl.privacyloket.notification.rendering;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.privacyloket.notification.correspondence.DisclosureOccasion;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.correspondence.Receiver;
import nl.privacyloket.notification.correspondence.RecipientNotice;
import nl.privacyloket.notification.correspondence.StaffOccasion;
import nl.privacyloket.notification.correspondence.TermOccasion;
import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.letter.Block;
import nl.privacyloket.notification.letter.Letter;
import nl.privacyloket.notification.letter.PlainText;
import nl.privacyloket.notification.letter.PrivateLinks;

/** Puts the sentences of a letter together. */
final class LetterWriter {
    private final Map<Class<? extends Occasion>, Draft<Occasion>> drafts = new HashMap<>();
    private final Footer footer = new Footer();

    LetterWriter(PrivateLinks links) {
        on(Occasion.Confirmation.class, new ConfirmationLetter(links)::write);
        on(Occasion.Acknowledgement.class, new AcknowledgementLetter(links)::write);
        on(Occasion.IdentityCopyRefused.class, new CopyRefusedLetter(links)::write);
        on(Occasion.Clarification.class, new ClarificationLetter(links)::write);
        on(Occasion.Extension.class, new ExtensionLetter(links)::write);
        on(Occasion.Decision.class, new DecisionLetter(links)::write);
        on(Occasion.Completion.class, new CompletionLetter(links)::write);
        on(Occasion.RestrictionLifting.class, new RestrictionLiftingLetter()::write);
        on(Occasion.Transfer.class, new TransferLetter(links)::write);
        on(Occasion.Transferred.class, new TransferredLetter()::write);
        on(DisclosureOccasion.Consent.class, new DisclosureConsentLetter(links)::write);
        on(DisclosureOccasion.Made.class, new DisclosureMadeLetter()::write);
        on(RecipientNotice.class, new RecipientNoticeLetter()::write);
        on(Occasion.ExportExpiring.class, new ExportExpiringLetter(links)::write);
        on(StaffOccasion.NewRequest.class, new DeskLetter()::newRequest);
        on(StaffOccasion.Answered.class, new DeskLetter()::answered);
        on(StaffOccasion.TaskFailed.class, new TaskFailedLetter()::write);
        on(StaffOccasion.MailFailed.class, new MailFailedLetter()::write);
        on(StaffOccasion.Digest.class, new DigestLetter()::write);
        on(TermOccasion.DueSoon.class, new TermLetter()::dueSoon);
        on(TermOccasion.Overdue.class, new TermLetter()::overdue);
    }

    /** What one kind of letter says under its greeting. */
    record Content(String subject, String title, List<Block> blocks) {}

    /** Writes one kind of letter. */
    interface Draft<T extends Occasion> {
        Content write(Addressed addressed, T occasion, Wording wording);
    }

    private <T extends Occasion> void on(Class<T> occasion, Draft<T> draft) {
        drafts.put(occasion, (addressed, general, wording) -> draft.write(addressed, occasion.cast(general), wording));
    }

    Letter write(Addressed addressed, Wording wording) {
        Occasion occasion = addressed.occasion();
        Content content = drafts.get(occasion.getClass()).write(addressed, occasion, wording);
        FramePhrases frame = wording.frame();
        List<Block> blocks = new ArrayList<>(onBehalf(addressed, frame));
        blocks.addAll(content.blocks());
        return new Letter(
                wording.language(),
                PlainText.line(content.subject()),
                content.title(),
                greeting(addressed, frame),
                blocks,
                frame.regards(),
                addressed.organisation().name(),
                footer.lines(addressed, wording));
    }

    private static String greeting(Addressed addressed, FramePhrases frame) {
        if (addressed.occasion().receiver() == Receiver.STAFF) {
            return frame.greetingColleague();
        }
        String name = PlainText.name(addressed.contact().name());
        return name.isEmpty() ? frame.greetingWithoutName() : frame.greeting(name);
    }

    /** Who writes for somebody else reads whose data are meant. */
    private static List<Block> onBehalf(Addressed addressed, FramePhrases frame) {
        if (addressed.contact().onBehalfOf() == null) {
            return List.of();
        }
        String name = PlainText.name(addressed.contact().onBehalfOf());
        return List.of(Block.paragraph(name.isEmpty() ? frame.onBehalfUnnamed() : frame.onBehalf(name)));
    }
}
