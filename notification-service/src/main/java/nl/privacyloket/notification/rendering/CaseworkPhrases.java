package nl.privacyloket.notification.rendering;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/**
 * The sentences of letters about what only some requests meet, or what happens outside any request. See {@link Phrases}.
 */
@MessageBundle(value = "casework", locale = "nl")
public interface CaseworkPhrases {

    // Copy of the identity document

    @Message
    String headingAskedOfYou();

    @Message
    String copyRefusedSubject(String organisation, String reference);

    @Message
    String copyRefusedTitle();

    @Message
    String copyRefused();

    @Message
    String findingServiceNumber();

    @Message
    String findingReadableZone();

    @Message
    String findingDocumentNumber();

    @Message
    String findingUnreadable();

    @Message
    String findingOther();

    @Message
    String copyRefusedNotKept();

    @Message
    String copyRefusedAgain();

    @Message
    String copyRefusedHow();

    @Message
    String copyRefusedOnPaper();

    @Message
    String linkUpload();

    // Clarification

    @Message
    String clarificationSubject(String organisation, String reference);

    @Message
    String clarificationTitle();

    @Message
    String clarificationAsk();

    @Message
    String clarificationHow();

    @Message
    String clarificationOnPaper();

    @Message
    String linkAnswer();

    @Message
    String clarificationWaits();

    // Extension

    @Message
    String extensionSubject(String organisation, String reference);

    @Message
    String extensionTitle();

    @Message
    String extensionUntil(String day);

    @Message
    String extensionLaw();

    // End of a restriction

    @Message
    String liftingSubject(String organisation, String reference);

    @Message
    String liftingTitle();

    @Message
    String liftingAnnounced();

    @Message
    String liftingAgain();

    // Transfer to another controller

    @Message
    String transferSubject(String organisation, String reference);

    @Message
    String transferTitle();

    @Message
    String transferOffered(String organisation);

    @Message
    String labelFetch();

    @Message
    String fetchUntil(String moment);

    @Message
    String transferOnce();

    @Message
    String linkTransfer();

    @Message
    String transferUnexpected();

    @Message
    String transferredSubject(String reference);

    @Message
    String transferredTitle();

    @Message
    String transferredDone(String day);

    @Message
    String transferredOnce();

    @Message
    String transferredAfter();

    // To whom data were disclosed

    @Message
    String noticeSubject(String organisation, String reference);

    @Message
    String noticeBefore(String organisation);

    @Message
    String headingAboutWhom();

    @Message
    String headingCorrections();

    @Message
    String noticeEraseTitle();

    @Message
    String noticeErase();

    @Message
    String noticeEraseAsked();

    @Message
    String noticeRectifyTitle();

    @Message
    String noticeRectify();

    @Message
    String noticeRectifyAsked();

    @Message
    String noticeRestrictTitle();

    @Message
    String noticeRestrict();

    @Message
    String noticeRestrictAsked();

    @Message
    String noticeLiftTitle();

    @Message
    String noticeLift();

    @Message
    String noticeLiftAsked();

    @Message
    String noticePassedOn();

    @Message
    String identifierEmail();

    @Message
    String identifierCustomerNumber();

    @Message
    String identifierPhone();

    @Message
    String identifierName();

    // Disclosure to somebody else

    @Message
    String disclosureAskSubject(String organisation, String reference);

    @Message
    String disclosureAskTitle();

    @Message
    String disclosureAsk(String organisation);

    @Message
    String labelRecipient();

    @Message
    String headingCategories();

    @Message
    String headingPurpose();

    @Message
    String disclosureAnswerHow();

    @Message
    String disclosureAnswerOnPaper();

    @Message
    String linkConsent();

    @Message
    String disclosureNo();

    @Message
    String disclosureLater();

    @Message
    String disclosureMadeSubject(String organisation, String reference);

    @Message
    String disclosureMadeTitle();

    @Message
    String disclosureMade(String organisation);

    @Message
    String labelDisclosedOn();

    @Message
    String labelAskedBy();

    @Message
    String askedByPerson();

    @Message
    String askedByRepresentative();

    @Message
    String askedByAuthority();

    @Message
    String askedByThirdParty();

    @Message
    String disclosureBasisConsent();

    @Message
    String disclosureBasisContract();

    @Message
    String disclosureBasisLaw();

    @Message
    String disclosureBasisOrder();

    @Message
    String disclosureBasisFraud();

    @Message
    String disclosureBasisClaim();

    @Message
    String disclosureBasisOther();

    // Terms, to staff

    @Message
    String dueSoonSubject(String reference, String day);

    @Message
    String dueSoonTitle();

    @Message
    String dueSoon();

    @Message
    String overdueSubject(String reference, String day);

    @Message
    String overdueTitle();

    @Message
    String overdue();

    @Message
    String overdueAct();

    @Message
    String labelStatus();

    @Message
    String labelLastDay();

    @Message
    String statusConfirmation();

    @Message
    String statusIdentity();

    @Message
    String statusAssessment();

    @Message
    String statusClarification();

    @Message
    String statusDecided();

    @Message
    String statusExecution();

    // An export that nobody fetches

    @Message
    String expiringSubject(String organisation, String reference);

    @Message
    String expiringTitle();

    @Message
    String expiring();

    @Message
    String expiringAfter();
}
