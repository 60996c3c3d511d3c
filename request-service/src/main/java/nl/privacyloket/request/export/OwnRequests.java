package nl.privacyloket.request.export;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import nl.privacyloket.request.file.Person;
import nl.privacyloket.request.file.PersonalName;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.RequestFiles;
import nl.privacyloket.request.file.SealedFields;
import nl.privacyloket.request.people.Capacity;

/**
 * The requests that one person has made, themselves or through who represents them. A household can share a mailbox: an
 * address alone makes nobody the same person.
 */
@ApplicationScoped
class OwnRequests {

    private final RequestFiles files;
    private final SealedFields fields;

    OwnRequests(RequestFiles files, SealedFields fields) {
        this.files = files;
        this.fields = fields;
    }

    /** That request and the person's other ones at the same organisation, in order of receipt. */
    List<RequestFile> of(RequestFile file) {
        Person person = fields.open(file);
        return files.ofSamePerson(file).stream()
                .filter(other -> other.id().equals(file.id()) || isOf(person, fields.open(other)))
                .toList();
    }

    private static boolean isOf(Person person, Person other) {
        // Who reports a child's data writes in their own words: those are not for whoever reads the child's mail.
        if (other.representative() != null
                && Capacity.REPORTER.code().equals(other.representative().capacity())) {
            return false;
        }
        Person.Requester one = person.requester();
        Person.Requester two = other.requester();
        return PersonalName.of(one.name()).equalTo(PersonalName.of(two.name()))
                || (one.birthDate() != null && one.birthDate().equals(two.birthDate()));
    }
}
