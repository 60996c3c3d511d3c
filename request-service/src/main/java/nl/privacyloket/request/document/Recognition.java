package nl.privacyloket.request.document;

/**
 * What was read from a picture.
 *
 * @param text its lines
 * @param words how many words were read with some certainty
 */
record Recognition(String text, int words) {
    @Override
    public String toString() {
        return "Recognition[redacted]";
    }
}
