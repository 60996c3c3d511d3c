package nl.privacyloket.request.file;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.request.deadline.DueDates;
import nl.privacyloket.request.law.Right;
import nl.privacyloket.request.people.Capacity;
import nl.privacyloket.request.policy.Channel;
import nl.privacyloket.request.state.RequestStatus;

/**
 * What a request file is opened with.
 *
 * @param status where it starts
 * @param categories what the person asks about; empty for everything
 * @param purpose for a withdrawal of consent, or null
 * @param restrictionGround which case of art. 18(1) the person names, or null
 * @param erasureGround which case of art. 17(1) the person names, or null
 * @param combinedWith the first of the requests that came in the same message, or null
 * @param registeredAt when it was entered, which is later than receipt for a letter
 * @param statusToken the person's private token
 * @param confirmationCode sent to the person's address, or null when there is nothing to confirm
 */
public record NewRequest(
        UUID id,
        String organisation,
        String reference,
        Right right,
        RequestStatus status,
        Channel channel,
        String role,
        String locale,
        List<String> categories,
        String purpose,
        String restrictionGround,
        String erasureGround,
        UUID combinedWith,
        int policyVersion,
        Instant receivedAt,
        Instant registeredAt,
        DueDates dates,
        Person person,
        String statusToken,
        String confirmationCode) {

    /** Whether somebody reports data of a child for whom they do not act. */
    boolean isReport() {
        Person.Representative representative = person.representative();
        return representative != null && Capacity.REPORTER.code().equals(representative.capacity());
    }

    @Override
    public String toString() {
        return "NewRequest[" + id + "]";
    }
}
