package nl.privacyloket.stack.sample;

/**
 * The person of each sample system whom demonstrations and tests ask about. Each has data in every category of the system,
 * and a namesake whose data must never be touched.
 */
public enum DemoPerson {
    /** Customer of PRIFORA's webshop, with invoices that the tax law still protects and older ones. */
    WEBSHOP(
            "prifora",
            "Sanne",
            "de Wit",
            "sanne.de.wit@example.org",
            "customer-number",
            "C-1042",
            "sanne.dewit@example.net"),
    /** Has an account at Primoforum and filled in forms, some without logging in. */
    SITE(
            "primoforum",
            "Maarten",
            "van den Berg",
            "maarten.vandenberg@example.org",
            "user-name",
            "mvdberg",
            "maarten.van.den.berg@example.net"),
    /** Brought a disk to coMPjoeter's recovery desk. */
    RECOVERY(
            "compjoeter",
            "Fatima",
            "el Amrani",
            "fatima.elamrani@example.org",
            "customer-number",
            "K-2007",
            "f.el.amrani@example.net"),
    /** Approves documents in PinkWeb's portal. */
    PORTAL(
            "pinkweb",
            "Joost",
            "Dekker",
            "joost.dekker@example.org",
            "user-name",
            "jdekker",
            "joost.dekker@example.net"),
    /** Customer of InFactor with an agreement that ended. */
    CRM(
            "infactor",
            "Willemijn",
            "Postma",
            "willemijn.postma@example.org",
            "customer-number",
            "R-3011",
            "willemijn.postma@example.net");

    private final String organisation;
    private final String firstName;
    private final String surname;
    private final String email;
    private final String identifierType;
    private final String identifierValue;
    private final String namesakeEmail;

    DemoPerson(
            String organisation,
            String firstName,
            String surname,
            String email,
            String identifierType,
            String identifierValue,
            String namesakeEmail) {
        this.organisation = organisation;
        this.firstName = firstName;
        this.surname = surname;
        this.email = email;
        this.identifierType = identifierType;
        this.identifierValue = identifierValue;
        this.namesakeEmail = namesakeEmail;
    }

    /** The organisation whose system knows this person. */
    public String organisation() {
        return organisation;
    }

    public String fullName() {
        return firstName + " " + surname;
    }

    public String email() {
        return email;
    }

    /** The type of the identifier beside the e-mail address, as the policy names it. */
    public String identifierType() {
        return identifierType;
    }

    public String identifierValue() {
        return identifierValue;
    }

    /** The e-mail address of somebody else of the same name in the same system. */
    public String namesakeEmail() {
        return namesakeEmail;
    }

    SamplePerson asPerson(SamplePeople people) {
        return people.withEmail(firstName, surname, email);
    }

    SamplePerson namesake(SamplePeople people) {
        return people.withEmail(firstName, surname, namesakeEmail);
    }
}
