package nl.privacyloket.connector.execution;

/**
 * What became of a person's records of one category.
 *
 * @param category category of the policy
 * @param erased records that were deleted
 * @param anonymised records that were written over, so that they are nobody's
 * @param retained records that a law keeps, reduced to what the mapping leaves
 */
public record ErasedCategory(String category, int erased, int anonymised, int retained) {
    ErasedCategory plus(int erased, int anonymised, int retained) {
        return new ErasedCategory(
                category, this.erased + erased, this.anonymised + anonymised, this.retained + retained);
    }
}
