package nl.privacyloket.notification.rendering;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;
import nl.privacyloket.notification.correspondence.Right;

/**
 * Every sentence of the letters that belong to every request, from confirmation to completion. The words stand in {@code messages/letter_<language>.properties}; a key that
 * is missing there, or that exists there alone, fails the build, as does a placeholder that is no parameter here.
 */
@MessageBundle(value = "letter", locale = "nl")
public interface Phrases {

    // Common to all letters

    /** The request in a few words that follow "you want to". */
    @Message
    String wish(Right right);

    /** The request as a name. */
    @Message
    String rightName(Right right);

    @Message
    String yourRequest(String organisation, String wish);

    @Message
    String labelReference();

    @Message
    String labelRequest();

    @Message
    String labelReceived();

    @Message
    String onOrBefore(String day);

    @Message
    String linkStatus();

    // Confirmation

    @Message
    String confirmationSubject(String organisation, String reference);

    @Message
    String confirmationTitle();

    @Message
    String confirmationAsk();

    @Message
    String confirmationCode();

    @Message
    String confirmationHow();

    @Message
    String linkConfirm();

    @Message
    String confirmationPrivate();

    @Message
    String confirmationNotYou();

    // Acknowledgement

    @Message
    String acknowledgementSubject(String organisation, String reference);

    @Message
    String acknowledgementTitle();

    @Message
    String acknowledgementAnswerBy(String day);

    @Message
    String labelPromised();

    @Message
    String labelStatutory();

    @Message
    String acknowledgementNext();

    @Message
    String identityOpen();

    @Message
    String identityMaskedCopy();

    @Message
    String maskPhoto();

    @Message
    String maskServiceNumber();

    @Message
    String maskDocumentNumber();

    @Message
    String maskReadableZone();

    @Message
    String identityMaskedCopyHow();

    @Message
    String acknowledgementLonger();

    @Message
    String identityOpenOnPaper();

    @Message
    String identityMaskedCopyOnPaper();

    // Decision

    @Message
    String decisionSubject(String organisation, String reference);

    @Message
    String decisionTitleGranted();

    @Message
    String decisionTitlePartly();

    @Message
    String decisionTitleRefused();

    @Message
    String decisionGranted();

    @Message
    String decisionPartly();

    @Message
    String decisionRefused();

    @Message
    String headingReason();

    @Message
    String headingNext();

    /** What happens now that it was granted. */
    @Message
    String next(Right right);

    @Message
    String nextPartly(Right right);

    @Message
    String decisionCategories();

    @Message
    String labelPurpose();

    @Message
    String labelUseEnds();

    @Message
    String ruleTitleObjection();

    @Message
    String ruleTitleConsent();

    @Message
    String ruleObjection();

    @Message
    String ruleConsent();

    @Message
    String ruleNext();

    // Grounds for a refusal, whole or in part

    @Message
    String groundUnfounded();

    @Message
    String groundExcessive();

    @Message
    String groundNotIdentifiable();

    @Message
    String groundNoPersonalData();

    @Message
    String groundRightsOfOthers();

    @Message
    String groundDataAreCorrect();

    @Message
    String groundStillNeeded();

    @Message
    String groundFreedomOfExpression();

    @Message
    String groundLegalObligation();

    @Message
    String groundPublicHealth();

    @Message
    String groundResearch();

    @Message
    String groundLegalClaims();

    @Message
    String groundNoRestriction();

    @Message
    String groundNotPortable();

    @Message
    String groundPublicTask();

    @Message
    String groundCompellingGrounds();

    @Message
    String groundNotBasedOnConsent();

    @Message
    String groundNationalException();

    @Message
    String groundNoErasure();

    @Message
    String groundNotOpenToObjection();

    @Message
    String groundPublicResearch();

    @Message
    String groundJournalism();

    @Message
    String groundResearchAlone();

    @Message
    String groundPublicArchive();

    @Message
    String groundPublicRegister();

    // Complaint

    @Message
    String headingComplaint();

    @Message
    String complaintFirst(String organisation);

    @Message
    String complaintTellUs(String organisation);

    @Message
    String complaintBody(String body);

    @Message
    String complaintBodyAt(String body, String url);

    @Message
    String complaintCourt(String court);

    @Message
    String court();

    @Message
    String complaintCourtAnyTime(String court);

    // Completion

    @Message
    String completionSubject(String organisation, String reference);

    @Message
    String completionTitle(Right right);

    @Message
    String completionDone(Right right);

    @Message
    String completionPartly();

    @Message
    String linkExport();

    @Message
    String exportUntil(String moment);

    @Message
    String exportContent();

    @Message
    String headingVerdicts();

    @Message
    String verdictErased();

    @Message
    String verdictErasedPart();

    @Message
    String verdictNothingFound();

    @Message
    String verdictRetained(String day);

    @Message
    String verdictRetainedPart(String day);

    @Message
    String verdictRetainedOpen();

    @Message
    String verdictRestricted();

    @Message
    String verdictRestrictedUntil(String day);

    @Message
    String verdictHeld();

    @Message
    String verdictAfterwards();

    @Message
    String verdictHeldAfterwards();

    @Message
    String backups(int days);

    @Message
    String backupsUntil(String day);

    @Message
    String basisTaxLaw();

    @Message
    String basisVatLaw();

    @Message
    String basisWageTax();

    @Message
    String basisAccountability();

    @Message
    String basisOther(String basis);

    @Message
    String basisUnnamed();

    @Message
    String withdrawnTitle();

    @Message
    String withdrawn();

    @Message
    String notIdentifiedTitle();

    @Message
    String notIdentified();

    @Message
    String reportDealtWithTitle();

    @Message
    String reportDealtWith();

    @Message
    String completionOverriddenTitle();

    @Message
    String completionOverridden();

    @Message
    String exportIncomplete();

    @Message
    String exportOnPaper(String moment);

    @Message
    String exportTransfer();
}
