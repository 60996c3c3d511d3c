package nl.privacyloket.notification.rendering;

import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.notification.correspondence.Receiver;
import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.organisation.Organisation.Reachable;

/** The small print under a letter: how to reach the organisation, and why one gets the letter. */
record Footer() {

    List<String> lines(Addressed addressed, Wording wording) {
        List<String> lines = new ArrayList<>();
        Receiver receiver = addressed.occasion().receiver();
        if (receiver != Receiver.STAFF) {
            lines.addAll(
                    wording.onPaper()
                            ? onPaper(addressed, wording.frame())
                            : inMail(addressed.organisation().contact(), wording.frame()));
        }
        String why = why(addressed, wording);
        lines.add(wording.onPaper() ? why : why + " " + wording.frame().automatic());
        return lines;
    }

    /** How to reach the organisation. */
    static List<String> inMail(Reachable contact, FramePhrases frame) {
        List<String> lines = new ArrayList<>();
        if (contact.email() != null) {
            lines.add(frame.replyTo(contact.email()));
        }
        if (contact.phone() != null) {
            lines.add(frame.phone(contact.phone()));
        }
        if (contact.postal() != null) {
            lines.add(frame.post(contact.postal()));
        }
        return lines;
    }

    private static List<String> onPaper(Addressed addressed, FramePhrases frame) {
        Reachable contact = addressed.organisation().contact();
        List<String> lines = new ArrayList<>();
        lines.add(frame.paperQuestions(addressed.matter().reference()));
        if (contact.postal() != null) {
            lines.add(frame.paperPost(contact.postal()));
        }
        if (contact.phone() != null) {
            lines.add(frame.paperPhone(contact.phone()));
        }
        if (contact.email() != null) {
            lines.add(frame.paperEmail(contact.email()));
        }
        return lines;
    }

    private static String why(Addressed addressed, Wording wording) {
        FramePhrases frame = wording.frame();
        String organisation = addressed.organisation().name();
        String reference = addressed.matter().reference();
        return switch (addressed.occasion().receiver()) {
            case REQUESTER ->
                frame.whyThisMail(organisation, wording.day(addressed.request().receivedOn()), reference);
            case DATA_SUBJECT -> frame.whyDisclosure(organisation, reference);
            case CONTROLLER -> frame.whyTransfer(organisation, reference);
            case RECIPIENT -> frame.whyRecipient(organisation, reference);
            case STAFF -> frame.whyStaff(organisation);
        };
    }
}
