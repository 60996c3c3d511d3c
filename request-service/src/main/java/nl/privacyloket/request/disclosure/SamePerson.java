package nl.privacyloket.request.disclosure;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nl.privacyloket.crypto.Identifiers;
import nl.privacyloket.request.file.IdentityCheck;
import nl.privacyloket.request.file.Person;
import nl.privacyloket.request.file.PersonalName;
import nl.privacyloket.request.journal.RequestJournal;

/**
 * Tells whether a disclosure is about the person who makes a request. Whoever asks may name any number they know, and a
 * household shares one: a number alone never hands out what was disclosed of somebody else.
 */
final class SamePerson {

    private static final String E_MAIL = "e-mail";

    private final Person.Requester requester;
    private final Set<String> claimed;
    private final boolean seenByStaff;

    SamePerson(Person.Requester requester, List<DisclosureBody.Identifier> claimed, IdentityCheck identity) {
        this.requester = requester;
        this.claimed = normalised(claimed);
        this.seenByStaff = IdentityCheck.VERIFIED.equals(identity.outcome())
                && !RequestJournal.SUBJECT.equals(identity.checkedBy());
    }

    /**
     * With an address on record that address decides. Without one the name has to fit, and the numbers: one of them for whom
     * staff identified, otherwise every one that is on record.
     */
    boolean isIn(DisclosureBody.Subject subject) {
        if (subject.email() != null) {
            return requester.email() != null
                    && Identifiers.normalise(E_MAIL, subject.email())
                            .equals(Identifiers.normalise(E_MAIL, requester.email()));
        }
        Set<String> known = normalised(subject.identifiers());
        boolean numbers = seenByStaff ? known.stream().anyMatch(claimed::contains) : claimed.containsAll(known);
        return !known.isEmpty() && numbers && PersonalName.of(requester.name()).fits(PersonalName.of(subject.name()));
    }

    private static Set<String> normalised(List<DisclosureBody.Identifier> identifiers) {
        Set<String> normalised = new HashSet<>();
        identifiers.forEach(identifier ->
                normalised.add(identifier.type() + " " + Identifiers.normalise(identifier.type(), identifier.value())));
        return normalised;
    }
}
