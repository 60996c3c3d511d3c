package nl.privacyloket.notification.rendering;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import nl.privacyloket.notification.correspondence.Receiver;
import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.letter.Language;
import nl.privacyloket.notification.organisation.Organisation;

/**
 * How things are said in one letter.
 *
 * @param zone of the organisation, on whose clock moments are told
 * @param onPaper whether it is read from paper, on which there are no links
 */
record Wording(
        Language language,
        Phrases phrases,
        CaseworkPhrases casework,
        StaffPhrases staff,
        FramePhrases frame,
        ZoneId zone,
        boolean onPaper) {

    /** In the language of the letter; that of messages to staff and to recipients of data is the organisation's. */
    static Wording of(Addressed addressed, boolean onPaper) {
        Organisation organisation = addressed.organisation();
        Receiver receiver = addressed.occasion().receiver();
        boolean toOthers = receiver == Receiver.STAFF || receiver == Receiver.RECIPIENT;
        Language language = Language.of(toOthers ? null : addressed.matter().locale(), organisation.languages());
        Localized localized = Localized.Literal.of(language.tag());
        return new Wording(
                language,
                MessageBundles.get(Phrases.class, localized),
                MessageBundles.get(CaseworkPhrases.class, localized),
                MessageBundles.get(StaffPhrases.class, localized),
                MessageBundles.get(FramePhrases.class, localized),
                organisation.zone(),
                onPaper);
    }

    String day(LocalDate date) {
        return language.day(date);
    }

    /** The day on which it was, in the zone of the organisation. */
    String dayOf(Instant instant) {
        return language.day(LocalDate.ofInstant(instant, zone));
    }

    String moment(Instant instant) {
        return language.moment(instant, zone);
    }
}
