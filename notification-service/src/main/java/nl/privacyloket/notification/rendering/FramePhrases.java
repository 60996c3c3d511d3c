package nl.privacyloket.notification.rendering;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What stands around every letter: greeting, small print, and what paper needs. See {@link Phrases}. */
@MessageBundle(value = "frame", locale = "nl")
public interface FramePhrases {

    @Message
    String greeting(String name);

    @Message
    String greetingWithoutName();

    @Message
    String greetingColleague();

    @Message
    String onBehalf(String name);

    @Message
    String onBehalfUnnamed();

    @Message
    String regards();

    @Message
    String whyThisMail(String organisation, String receivedOn, String reference);

    @Message
    String replyTo(String email);

    @Message
    String phone(String phone);

    @Message
    String post(String postal);

    @Message
    String automatic();

    @Message
    String whyDisclosure(String organisation, String reference);

    @Message
    String whyTransfer(String organisation, String reference);

    @Message
    String whyRecipient(String organisation, String reference);

    @Message
    String whyStaff(String organisation);

    @Message
    String paperQuestions(String reference);

    @Message
    String paperPost(String postal);

    @Message
    String paperPhone(String phone);

    @Message
    String paperEmail(String email);

    @Message
    String labelDate();
}
