package nl.privacyloket.connector.execution.purge;

/**
 * What became of the records of one category.
 *
 * @param category category of the policy
 * @param erased records that were deleted
 * @param anonymised records that were written over as the mapping says
 * @param restricted records that are only stored from now on
 * @param absent named records that were not there, or were as asked already
 * @param kept records that stay
 */
public record PurgedCategory(String category, long erased, long anonymised, long restricted, long absent, long kept) {
    static PurgedCategory none(String category) {
        return new PurgedCategory(category, 0, 0, 0, 0, 0);
    }

    PurgedCategory plus(PurgedCategory more) {
        return new PurgedCategory(
                category,
                erased + more.erased,
                anonymised + more.anonymised,
                restricted + more.restricted,
                absent + more.absent,
                kept + more.kept);
    }

    PurgedCategory withoutKept() {
        return new PurgedCategory(category, erased, anonymised, restricted, absent, 0);
    }
}
