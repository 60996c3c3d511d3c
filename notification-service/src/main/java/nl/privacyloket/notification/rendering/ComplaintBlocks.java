package nl.privacyloket.notification.rendering;

import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.notification.letter.Block;
import nl.privacyloket.notification.organisation.Organisation;
import nl.privacyloket.notification.organisation.Organisation.Complaint;

/** Where to go for who disagrees: the organisation, the supervisory authority (GDPR art. 77), the court (art. 79). */
final class ComplaintBlocks {
    private ComplaintBlocks() {}

    static List<Block> of(Organisation organisation, Wording wording) {
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
        ways.add(phrases.complaintCourt(
                complaint.court().getOrDefault(wording.language().tag(), phrases.court())));
        return List.of(Block.heading(phrases.headingComplaint()), Block.items(ways));
    }
}
