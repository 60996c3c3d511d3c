package nl.privacyloket.notification.delivery;

import java.util.Map;
import nl.privacyloket.notification.correspondence.MailAddress;

/** The addresses that mail comes from. Answers go to the organisation itself. */
public final class Senders {
    private final String usual;
    private final Map<String, String> byOrganisation;

    /**
     * @param usual for organisations that have none of their own
     * @throws IllegalArgumentException when one is no e-mail address
     */
    public Senders(String usual, Map<String, String> byOrganisation) {
        this.usual = checked(usual);
        byOrganisation.values().forEach(Senders::checked);
        this.byOrganisation = Map.copyOf(byOrganisation);
    }

    private static String checked(String address) {
        return MailAddress.of(address)
                .orElseThrow(() -> new IllegalArgumentException("not a sender address: " + address));
    }

    /** For the header From. */
    public String address(String organisation) {
        return byOrganisation.getOrDefault(organisation, usual);
    }

    /** Of that address; what we make up stands before it, such as the Message-ID. */
    public String domain(String organisation) {
        String address = address(organisation);
        return address.substring(address.indexOf('@') + 1);
    }
}
