package nl.privacyloket.retention.hold;

/** By what a data system finds a person. Personal data: its text shows the type alone. */
public record PersonIdentifier(String type, String value) {
    @Override
    public String toString() {
        return "PersonIdentifier[" + type + "]";
    }
}
