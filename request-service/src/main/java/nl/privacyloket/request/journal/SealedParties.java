package nl.privacyloket.request.journal;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.privacyloket.crypto.Sealed;
import nl.privacyloket.crypto.Sealer;
import nl.privacyloket.crypto.SubjectHash;
import nl.privacyloket.request.file.Person;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.RequestFiles;
import nl.privacyloket.request.file.SealedFields;

/**
 * Who a request is about and whom to write to, each sealed to the service that has to know; or as keyed hashes, where another
 * service need only recognise whom it has on its own list.
 */
@ApplicationScoped
public class SealedParties {

    private static final String EMAIL = "e-mail";
    private static final String CONFIRMED_EMAIL = "confirmed-email";

    private final RequestFiles files;
    private final SealedFields fields;
    private final Sealer sealer;
    private final SubjectHash hash;

    SealedParties(RequestFiles files, SealedFields fields, Sealer sealer, SubjectHash hash) {
        this.files = files;
        this.fields = fields;
        this.sealer = sealer;
        this.hash = hash;
    }

    /**
     * By what data systems find the person now, for retention-service: what a later correction has put in place of an
     * identifier counts.
     */
    public Sealed subject(RequestFile file) {
        return seal(identifiers(file));
    }

    /** By all that the request named and that corrections have made of it; null when that is nothing. */
    Sealed knownSubject(RequestFile file) {
        List<Person.Identifier> identifiers = known(file);
        return identifiers.isEmpty() ? null : seal(identifiers);
    }

    /**
     * Names that the person has across services, by all that the request named and corrections have made of it. Of somebody who
     * has shown no more than that an address is theirs, that address alone: the customer number beside it may be another's.
     *
     * @return as {@link SubjectHash} makes them; empty when nothing is known
     */
    public List<String> subjectHashes(RequestFile file) {
        return hashes(file, known(file));
    }

    /**
     * The same of a request that has just come in: as it was received at this moment, nothing was corrected since, and what it
     * names is at hand.
     */
    public List<String> subjectHashes(RequestFile file, Person person) {
        return hashes(file, identifiers(person.requester().email(), person.identifiers()));
    }

    private List<String> hashes(RequestFile file, List<Person.Identifier> identifiers) {
        boolean addressOnly = CONFIRMED_EMAIL.equals(file.identity().method());
        return identifiers.stream()
                .filter(identifier -> !addressOnly || identifier.type().equals(EMAIL))
                .map(identifier -> hash.of(file.organisation(), identifier.type(), identifier.value()))
                .distinct()
                .toList();
    }

    private List<Person.Identifier> known(RequestFile file) {
        Set<Person.Identifier> identifiers = new LinkedHashSet<>(named(file));
        identifiers.addAll(identifiers(file));
        return List.copyOf(identifiers);
    }

    /**
     * By what data systems find somebody who made no request, for retention-service; null when by nothing.
     *
     * @param email or null
     */
    public Sealed subject(String email, List<Person.Identifier> others) {
        List<Person.Identifier> identifiers = identifiers(email, others);
        return identifiers.isEmpty() ? null : seal(identifiers);
    }

    private Sealed seal(List<Person.Identifier> identifiers) {
        return sealer.seal("retention-service", new RequestEvents.Subject(identifiers));
    }

    private List<Person.Identifier> identifiers(RequestFile file) {
        Map<String, String> corrected = corrected(file);
        List<Person.Identifier> identifiers = named(file);
        identifiers.replaceAll(identifier -> new Person.Identifier(
                identifier.type(), corrected.getOrDefault(identifier.type(), identifier.value())));
        return identifiers;
    }

    private List<Person.Identifier> named(RequestFile file) {
        Person person = fields.open(file);
        return identifiers(person.requester().email(), person.identifiers());
    }

    private static List<Person.Identifier> identifiers(String email, List<Person.Identifier> others) {
        List<Person.Identifier> identifiers = new ArrayList<>();
        if (email != null) {
            identifiers.add(new Person.Identifier(EMAIL, email));
        }
        others.stream().filter(identifier -> !identifiers.contains(identifier)).forEach(identifiers::add);
        return identifiers;
    }

    /** What corrections that were carried out since have made of the person's identifiers, by type. */
    private Map<String, String> corrected(RequestFile file) {
        Map<String, String> corrected = new HashMap<>();
        for (RequestFile correction : files.correctionsSince(file)) {
            fields.openCorrections(correction.id(), correction.decision().corrections())
                    .forEach(made -> corrected.put(made.field(), made.value()));
        }
        return corrected;
    }

    /**
     * Whom to write to about a request that has just come in, for notification-service.
     *
     * @param confirmationCode that shows the address is theirs, or null
     * @return null when there is neither a mail nor a postal address
     */
    public Sealed contact(Person person, String statusToken, String confirmationCode) {
        RequestEvents.Contact contact = correspondent(person, statusToken, confirmationCode);
        return contact.email() == null && contact.postalAddress() == null
                ? null
                : sealer.seal("notification-service", contact);
    }

    /** Whom to write to about a request on file; null when there is neither a mail nor a postal address. */
    public Sealed contact(RequestFile file) {
        return contact(fields.open(file), fields.statusToken(file), null);
    }

    /** Who acts for the person is written to instead of the person. */
    private static RequestEvents.Contact correspondent(Person person, String statusToken, String code) {
        Person.Requester requester = person.requester();
        Person.Representative representative = person.representative();
        return representative == null
                ? new RequestEvents.Contact(
                        requester.name(), requester.email(), code, statusToken, requester.postalAddress(), null)
                : new RequestEvents.Contact(
                        representative.name(), representative.email(), code, statusToken, null, requester.name());
    }
}
