package nl.privacyloket.notification.rendering;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;
import nl.privacyloket.notification.correspondence.StaffOccasion.Digest.Subject;

/** The sentences of messages to staff, but for those about terms. See {@link Phrases}. */
@MessageBundle(value = "staff", locale = "nl")
public interface StaffPhrases {

    // Common

    @Message
    String labelSystem();

    @Message
    String labelReason();

    @Message
    String labelCode();

    // A new request

    @Message
    String newSubject(String right, String reference);

    @Message
    String newTitle();

    @Message
    String newRequest();

    @Message
    String newIdentity();

    @Message
    String newAssessment();

    // An answer

    @Message
    String answeredSubject(String reference);

    @Message
    String answeredTitle();

    @Message
    String answered();

    // A task that failed

    @Message
    String stuckSubject(String reference);

    @Message
    String stuckTitle();

    @Message
    String stuck();

    @Message
    String stuckAct();

    @Message
    String byHandSubject(String reference);

    @Message
    String byHandTitle();

    @Message
    String byHand();

    @Message
    String byHandAct();

    @Message
    String labelToDo();

    @Message
    String toDoAccess();

    @Message
    String toDoErase();

    @Message
    String toDoVerify();

    @Message
    String toDoRectify();

    @Message
    String toDoRestrict();

    @Message
    String driftedSubject(String reference);

    @Message
    String driftedTitle();

    @Message
    String drifted();

    @Message
    String driftedAct();

    @Message
    String notPurgedSubject(String system);

    @Message
    String notPurgedTitle();

    @Message
    String notPurged();

    @Message
    String notPurgedAct();

    @Message
    String labelGoneBy();

    // Why a task failed

    @Message
    String taskNoSystem();

    @Message
    String taskNotFound();

    @Message
    String taskAmbiguous();

    @Message
    String taskDisagree();

    @Message
    String taskTaken();

    @Message
    String taskValue();

    @Message
    String taskUnknownField();

    @Message
    String taskUnknownPurpose();

    @Message
    String taskFieldNamed();

    @Message
    String taskUnsupported();

    @Message
    String taskDecisionIncomplete();

    @Message
    String taskMapping();

    @Message
    String taskHeld();

    @Message
    String taskTooManyHolds();

    @Message
    String taskLeftOver();

    @Message
    String taskRetainedMissing();

    @Message
    String taskRetainedUnexpected();

    @Message
    String taskNoAnswer();

    @Message
    String taskUpload();

    @Message
    String taskPermit();

    @Message
    String taskRecipient();

    @Message
    String taskOther();

    // A message that did not arrive

    @Message
    String mailSubject(String message, String reference);

    @Message
    String mailTitle();

    @Message
    String mailFailed();

    @Message
    String labelMessage();

    @Message
    String mailWaits();

    @Message
    String mailActAddress();

    @Message
    String mailActSuppressed();

    @Message
    String mailActAgain();

    @Message
    String mailNoAddress();

    @Message
    String mailInvalidAddress();

    @Message
    String mailUnknownAddress();

    @Message
    String mailClosedMailbox();

    @Message
    String mailFullMailbox();

    @Message
    String mailRefused();

    @Message
    String mailGivenUp();

    @Message
    String mailSuppressed();

    @Message
    String mailErased();

    @Message
    String mailActErased();

    @Message
    String mailOther();

    // Which message it was

    @Message
    String messageConfirmation();

    @Message
    String messageAcknowledgement();

    @Message
    String messageCopyRefused();

    @Message
    String messageClarification();

    @Message
    String messageExtension();

    @Message
    String messageDecision();

    @Message
    String messageCompletion();

    @Message
    String messageExportExpiring();

    @Message
    String messageRestrictionLifting();

    @Message
    String messageTransfer();

    @Message
    String messageTransferred();

    @Message
    String messageDisclosureConsent();

    @Message
    String messageDisclosure();

    @Message
    String messageRecipientNotice();

    @Message
    String messageOther();

    // The digest

    @Message
    String digestSubject(String day);

    @Message
    String digestSubjectOverdue(int count, String day);

    @Message
    String digestTitle();

    @Message
    String digest(String organisation);

    @Message
    String digestSince();

    @Message
    String labelOpen();

    /** What is counted. */
    @Message
    String topic(Subject subject);

    @Message
    String line(String reference, String right);

    @Message
    String lineWithDay(String reference, String right, String day);

    @Message
    String onlyFirst(int count);
}
