package nl.privacyloket.retention.sweep;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.retention.rule.AgeLimit;
import nl.privacyloket.retention.rule.RetentionAction;
import nl.privacyloket.retention.sweep.Judgement.Judged;

/**
 * What a data system is to be ordered.
 *
 * @param items the records, with the scopes that have some
 * @param limit what goes by age, with that scope
 * @param requestId the request whose retained parts or file go
 * @param keptBefore with retained parts: those whose last day was before this date
 */
record NewOrder(
        UUID commandId,
        SweepScope scope,
        RetentionAction action,
        List<String> categories,
        List<Judged> items,
        AgeLimit limit,
        UUID requestId,
        LocalDate keptBefore) {

    static NewOrder records(Loads.Load load) {
        return new NewOrder(
                UUID.randomUUID(),
                SweepScope.RECORDS,
                load.action(),
                load.categories(),
                List.copyOf(load.items()),
                null,
                null,
                null);
    }

    static NewOrder byAge(AgeLimit limit) {
        return new NewOrder(
                UUID.randomUUID(),
                SweepScope.RULE,
                limit.action(),
                List.of(limit.category()),
                List.of(),
                limit,
                null,
                null);
    }

    static NewOrder retained(Releases.Parcel parcel) {
        return new NewOrder(
                UUID.randomUUID(),
                SweepScope.RETAINED,
                RetentionAction.ERASE,
                List.of(parcel.category()),
                List.of(),
                null,
                parcel.requestId(),
                parcel.keptBefore());
    }

    static NewOrder requestFile(Judged file) {
        return new NewOrder(
                UUID.randomUUID(),
                SweepScope.REQUEST_FILE,
                RetentionAction.ERASE,
                List.of(file.holding().category()),
                List.of(file),
                null,
                UUID.fromString(file.holding().recordRef()),
                null);
    }
}
