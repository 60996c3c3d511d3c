package nl.privacyloket.notification.rendering;

import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.notification.letter.Block;
import nl.privacyloket.notification.organisation.Organisation;
import nl.privacyloket.notification.organisation.Organisation.Complaint;

/** Where to go for who disagrees: the organisation, the supervisory authority (GDPR art. 77), the court (art. 79). */
final class ComplaintBlocks {
    private ComplaintBlocks() {}

    /** After a decision, from which a term for the court runs. */
    static List<Block> of(Organisation organisation, Wording wording) {
        return blocks(organisation, wording, true);
    }

    /** Without a decision. */
    static List<Block> withoutDecision(Organisation organisation, Wording wording) {
        return blocks(organisation, wording, false);
    }

    private static List<Block> blocks(Organisation organisation, Wording wording, boolean decided) {
        Phrases phrases = wording.phrases();
        Complaint complaint = organisation.complaint();
        List<String> ways = new ArrayList<>();
        ways.add(
                complaint.firstWithOrganisation()
                        ? phrases.complaintFirst(organisation.name())
                        : phrases.complaintTellUs(organisation.name()));
        if (complaint.body() != null) {
            ways.add(
                    complaint.url() == null
                            ? phrases.complaintBody(complaint.body())
                            : phrases.complaintBodyAt(complaint.body(), complaint.url()));
        }
        String court = complaint.court().getOrDefault(wording.language().tag(), phrases.court());
        ways.add(decided ? phrases.complaintCourt(court) : phrases.complaintCourtAnyTime(court));
        return List.of(Block.heading(phrases.headingComplaint()), Block.items(ways));
    }
}
