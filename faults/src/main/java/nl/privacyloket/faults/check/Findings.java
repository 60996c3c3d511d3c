package nl.privacyloket.faults.check;

import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.faults.check.Finding.Kind;

/** What one check finds, as it goes along. */
final class Findings {
    private final String check;
    private final List<Finding> found = new ArrayList<>();

    Findings(Check check) {
        this.check = check.name();
    }

    void lost(String text) {
        found.add(new Finding(check, Kind.LOST, text));
    }

    void doubled(String text) {
        found.add(new Finding(check, Kind.DOUBLED, text));
    }

    void stuck(String text) {
        found.add(new Finding(check, Kind.STUCK, text));
    }

    void wrong(String text) {
        found.add(new Finding(check, Kind.WRONG, text));
    }

    /** One of it, or what is missing or too much. */
    void exactlyOne(long times, String what) {
        if (times == 0) {
            lost(what + " is not there");
        } else if (times > 1) {
            doubled(what + " is there " + times + " times");
        }
    }

    List<Finding> all() {
        return List.copyOf(found);
    }
}
