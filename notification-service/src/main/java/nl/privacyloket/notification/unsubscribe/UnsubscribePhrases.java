package nl.privacyloket.notification.unsubscribe;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the page says, in {@code messages/unsubscribe_nl.properties} and {@code _en}. */
@MessageBundle(value = "unsubscribe", locale = "nl")
public interface UnsubscribePhrases {

    @Message
    String askTitle();

    @Message
    String ask(String organisation, String purpose);

    @Message
    String askButton();

    @Message
    String doneTitle();

    @Message
    String done(String organisation, String purpose);

    @Message
    String doneAll(String organisation);

    @Message
    String anew(String organisation);

    @Message
    String requests();

    @Message
    String others(String purposes);

    @Message
    String everything();

    @Message
    String policyChange();

    @Message
    String contact(String email);

    @Message
    String goneTitle();

    @Message
    String gone();

    @Message
    String goneStill();
}
