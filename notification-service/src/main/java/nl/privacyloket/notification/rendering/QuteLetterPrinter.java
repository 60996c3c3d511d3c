package nl.privacyloket.notification.rendering;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.letter.Block.Row;
import nl.privacyloket.notification.letter.LetterPrinter;
import nl.privacyloket.notification.letter.PlainText;
import nl.privacyloket.notification.letter.PrintedLetter;
import nl.privacyloket.notification.letter.PrivateLinks;
import nl.privacyloket.notification.organisation.Organisation;

/** Letters on paper by Qute. Thread-safe. */
public final class QuteLetterPrinter implements LetterPrinter {
    private final LetterWriter writer;

    /** @param links where persons reach the system */
    public QuteLetterPrinter(PrivateLinks links) {
        this.writer = new LetterWriter(links);
    }

    @Override
    public String print(Addressed addressed, Instant at) {
        Wording wording = Wording.of(addressed, true);
        FramePhrases frame = wording.frame();
        PrintedLetter printed = new PrintedLetter(
                writer.write(addressed, wording),
                sender(addressed.organisation()),
                addressee(addressed),
                List.of(
                        new Row(frame.labelDate(), wording.dayOf(at)),
                        new Row(
                                wording.phrases().labelReference(),
                                addressed.matter().reference())));
        return LetterTemplates.Print.print(printed).render();
    }

    /** The name, and below it the parts of the address in the policy, which stands there on one line. */
    private static List<String> sender(Organisation organisation) {
        String name = PlainText.line(organisation.name());
        List<String> lines = new ArrayList<>(List.of(name));
        if (organisation.contact().postal() != null) {
            Stream.of(organisation.contact().postal().split(","))
                    .map(PlainText::line)
                    .filter(line -> !line.isEmpty() && !line.equals(name))
                    .forEach(lines::add);
        }
        return lines;
    }

    private static List<String> addressee(Addressed addressed) {
        List<String> lines =
                new ArrayList<>(List.of(PlainText.line(addressed.contact().name())));
        String address = addressed.contact().postalAddress();
        if (address != null) {
            address.lines().map(PlainText::line).filter(line -> !line.isEmpty()).forEach(lines::add);
        }
        return lines;
    }
}
