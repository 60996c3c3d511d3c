package nl.privacyloket.request.document;

import nl.privacyloket.request.law.Coded;

/** Why a copy of an identity document is refused. */
public enum Finding implements Coded {
    /** A citizen service number can be read (UAVG art. 46: only who may by law uses it). */
    BSN("bsn"),
    /** The machine readable zone can be read; it holds name, birth date, document number and at times the BSN. */
    MRZ("mrz"),
    /** The number of the document can be read. */
    DOCUMENT_NUMBER("document-number"),
    /** The file cannot be opened, or not within the limits of {@link DocumentInspection}. */
    UNREADABLE("unreadable");

    private final String code;

    Finding(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
