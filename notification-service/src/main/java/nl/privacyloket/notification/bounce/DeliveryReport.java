package nl.privacyloket.notification.bounce;

import java.util.List;
import java.util.Optional;

/**
 * What a mail says of mails that somebody else was asked to deliver (RFC 3464).
 *
 * @param failed what became of the mail for good; empty when the report is of something else, such as a delay
 * @param ids what may be the id of the returned mail, most telling first
 */
public record DeliveryReport(Optional<BounceStatus> failed, List<String> ids) {
    public DeliveryReport {
        ids = List.copyOf(ids);
    }
}
