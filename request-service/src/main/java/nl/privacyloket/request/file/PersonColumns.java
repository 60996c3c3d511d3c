package nl.privacyloket.request.file;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** A {@link Person} as it is stored: each part encrypted, bound to its request and column. */
@Embeddable
class PersonColumns {

    @Column(name = "requester_name")
    byte[] name;

    @Column(name = "requester_email")
    byte[] email;

    @Column(name = "requester_birth_date")
    byte[] birthDate;

    /** Keyed hash of the normalised address: finds requests of the same person without reading them. */
    @Column(name = "email_index")
    byte[] emailIndex;

    @Column(name = "requester_postal_address")
    byte[] postalAddress;

    @Column(name = "representative")
    byte[] representative;

    @Column(name = "identifiers")
    byte[] identifiers;

    @Column(name = "details")
    byte[] details;

    @Column(name = "corrections")
    byte[] corrections;

    @Column(name = "transfer_to")
    byte[] transferTo;
}
