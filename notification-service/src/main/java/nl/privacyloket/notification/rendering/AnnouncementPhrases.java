package nl.privacyloket.notification.rendering;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What stands around the words of an announcement. See {@link Phrases}. */
@MessageBundle(value = "announcement", locale = "nl")
public interface AnnouncementPhrases {

    @Message
    String whyPolicyChange(String organisation);

    @Message
    String whySubscribed(String organisation, String purpose);

    @Message
    String leavePolicyChange();

    @Message
    String leave();
}
