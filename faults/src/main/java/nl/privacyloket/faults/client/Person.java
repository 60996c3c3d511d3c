package nl.privacyloket.faults.client;

import java.util.Locale;

/**
 * Somebody whose name and address can be told from all others, and are spelled in one way at the data system and in another
 * way in the request.
 *
 * @param mark the letters and digits that stand nowhere else
 * @param number the customer number
 */
public record Person(String mark, String number) {

    /** The person of that place among those of a run. */
    static Person of(String runMark, int place) {
        return new Person(runMark + place + "q", "K-" + runMark.toUpperCase(Locale.ROOT) + "-" + place);
    }

    /** The person with that customer number. */
    public static Person of(String number) {
        int dash = number.lastIndexOf('-');
        return of(number.substring(2, dash).toLowerCase(Locale.ROOT), Integer.parseInt(number.substring(dash + 1)));
    }

    /** The name, as the data system has it. */
    public String name() {
        return capital() + " Vermeer-" + mark.toUpperCase(Locale.ROOT);
    }

    /** The address as the data system has it. */
    public String storedEmail() {
        return capital() + ".Vermeer+Lijst@Example.Org";
    }

    /** The same address as the person types it. */
    public String typedEmail() {
        return mark.toUpperCase(Locale.ROOT) + ".vermeer+lijst@EXAMPLE.org";
    }

    private String capital() {
        return mark.substring(0, 1).toUpperCase(Locale.ROOT) + mark.substring(1);
    }

    @Override
    public String toString() {
        return "Person[number=" + number + "]";
    }
}
