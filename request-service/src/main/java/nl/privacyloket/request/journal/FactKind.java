package nl.privacyloket.request.journal;

import nl.privacyloket.request.law.Coded;

/** Kinds of dated facts in a timeline. */
public enum FactKind implements Coded {
    RECEIVED("received", true),
    CONFIRMED("confirmed", true),
    CONFIRMATION_LOCKED("confirmation-locked", true),
    IDENTITY_VERIFIED("identity-verified", true),
    IDENTITY_NOT_VERIFIED("identity-not-verified", true),
    IDENTITY_COPY_RECEIVED("identity-copy-received", true),
    IDENTITY_COPY_REFUSED("identity-copy-refused", true),
    IDENTITY_COPY_DESTROYED("identity-copy-destroyed", true),
    EVIDENCE_RECEIVED("representation-evidence-received", true),
    EVIDENCE_DESTROYED("representation-evidence-destroyed", true),
    CLARIFICATION_ASKED("clarification-asked", true),
    ANSWERED("answered", true),
    EXTENDED("extended", true),
    DUE_SOON("due-soon", false),
    OVERDUE("overdue", true),
    PLANNED("planned", false),
    PLAN_DRIFTED("plan-drifted", false),
    DECISION_PROPOSED("decision-proposed", false),
    DECISION_NOT_APPROVED("decision-not-approved", false),
    DECIDED("decided", true),
    REOPENED("reopened", false),
    EXECUTION_STARTED("execution-started", true),
    TASK_CHANGED("task-changed", false),
    EXECUTION_FAILED("execution-failed", false),
    PART_RECEIVED("part-received", false),
    EXPORT_READY("export-ready", true),
    EXPORT_DOWNLOADED("export-downloaded", true),
    EXPORT_EXPIRING("export-expiring", true),
    EXPORT_EXPIRED("export-expired", true),
    TRANSFER_OFFERED("transfer-offered", true),
    TRANSFERRED("transferred", true),
    RESTRICTION_LIFTING_ANNOUNCED("restriction-lifting-announced", true),
    RESTRICTION_LIFTING_TOLD("restriction-lifting-told", true),
    RESTRICTION_LIFTING_CLOSED("restriction-lifting-closed", false),
    RESTRICTION_LIFTED("restriction-lifted", true),
    MESSAGE_FAILED("message-failed", false),
    BACKUPS_EXPIRED("backups-expired", true),
    OVERRIDDEN("closed-by-override", true),
    WITHDRAWN("withdrawn", true),
    CLOSED("closed", true);

    private final String code;
    private final boolean forPerson;

    FactKind(String code, boolean forPerson) {
        this.code = code;
        this.forPerson = forPerson;
    }

    @Override
    public String code() {
        return code;
    }

    /** Whether the person sees it too; the rest is how the organisation works inside. */
    public boolean isForPerson() {
        return forPerson;
    }
}
