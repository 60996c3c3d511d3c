package nl.privacyloket.notification.letter;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.notification.correspondence.Contact;
import nl.privacyloket.notification.correspondence.Correspondences;
import nl.privacyloket.notification.correspondence.Matter;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.correspondence.Receiver;
import nl.privacyloket.notification.organisation.Organisation;
import nl.privacyloket.notification.organisation.OrganisationRegister;

/** Finds all that a letter is made of, at the moment of writing it. */
public final class AddressBook {
    private final Correspondences correspondences;
    private final OrganisationRegister organisations;
    private final Clock clock;

    public AddressBook(Correspondences correspondences, OrganisationRegister organisations, Clock clock) {
        this.correspondences = correspondences;
        this.organisations = organisations;
        this.clock = clock;
    }

    /**
     * What the letter of an occasion is made of.
     *
     * @param id of the request, unless the occasion is about something else
     * @return empty when the request or the policy is not known here yet, or the contact is gone
     */
    public Optional<Addressed> find(Connection connection, UUID id, Occasion occasion) throws SQLException {
        Optional<Matter> matter = matter(connection, id, occasion);
        if (matter.isEmpty()) {
            return Optional.empty();
        }
        Optional<Organisation> organisation = organisations.find(
                connection, matter.get().organisation(), matter.get().policyVersion(), clock.instant());
        if (organisation.isEmpty()) {
            return Optional.empty();
        }
        return contact(connection, id, occasion, organisation.get())
                .map(contact -> new Addressed(matter.get(), contact, organisation.get(), occasion));
    }

    /** Whether there is a policy to write by. */
    public boolean knowsPolicy(Connection connection, String organisation, int version) throws SQLException {
        return organisations
                .find(connection, organisation, version, clock.instant())
                .isPresent();
    }

    private Optional<Matter> matter(Connection connection, UUID id, Occasion occasion) throws SQLException {
        if (occasion.matter().isPresent()) {
            return occasion.matter();
        }
        return correspondences.find(connection, id).map(Correspondences.Entry::facts);
    }

    private Optional<Contact> contact(Connection connection, UUID id, Occasion occasion, Organisation organisation)
            throws SQLException {
        if (occasion.ownContact().isPresent()) {
            return occasion.ownContact();
        }
        if (occasion.receiver() == Receiver.STAFF) {
            return Optional.of(new Contact(null, organisation.contact().email(), null, null, null, null));
        }
        return correspondences.contact(connection, id);
    }
}
