package nl.privacyloket.retention.casework;

import java.util.List;

/** By what data systems find a person. Personal data: sealed on the wire, encrypted at rest, in no log. */
record Subject(List<Identifier> identifiers) {

    static final String E_MAIL = "e-mail";

    record Identifier(String type, String value) {
        @Override
        public String toString() {
            return "Identifier[" + type + "]";
        }
    }

    /**
     * The sealed content for a data system; the upload address only with an access command, the corrections only with a
     * rectification.
     */
    record ForSystem(List<Identifier> identifiers, UploadAddress upload, List<Correction> corrections) {
        @Override
        public String toString() {
            return "ForSystem[redacted]";
        }
    }

    /** What a field must say from now on. */
    record Correction(String field, String value) {
        @Override
        public String toString() {
            return "Correction[" + field + "]";
        }
    }

    /** All that must be corrected. */
    record Corrections(List<Correction> corrections) {
        @Override
        public String toString() {
            return "Corrections[redacted]";
        }
    }

    /** Where a part of an export goes, with the token that lets it in once. */
    record UploadAddress(String url, String token) {
        @Override
        public String toString() {
            return "UploadAddress[redacted]";
        }
    }

    /** The collection of an export and the key of its tokens. */
    record Upload(String url, String secret) {
        @Override
        public String toString() {
            return "Upload[redacted]";
        }
    }

    @Override
    public String toString() {
        return "Subject[redacted]";
    }
}
