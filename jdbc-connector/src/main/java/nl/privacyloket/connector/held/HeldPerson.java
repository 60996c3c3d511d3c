package nl.privacyloket.connector.held;

import java.util.List;
import nl.privacyloket.connector.person.Identifier;

/**
 * Somebody whose data stay, because a hold is in force; or everybody, in one category.
 *
 * @param category the category that stays; {@code null} for all of them
 * @param identifiers what the person is known by; any of them is enough; none with a category: everybody
 */
public record HeldPerson(String category, List<Identifier> identifiers) {
    public HeldPerson {
        identifiers = identifiers == null ? List.of() : List.copyOf(identifiers);
    }

    /** Whether the category stays whoever's it is. */
    public boolean isEverybody() {
        return category != null && identifiers.isEmpty();
    }

    /** Without the identifiers. */
    @Override
    public String toString() {
        return "HeldPerson[category=" + category + "]";
    }
}
