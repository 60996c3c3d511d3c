package nl.privacyloket.notification.registration;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.privacyloket.crypto.SubjectHash;
import nl.privacyloket.kit.messaging.JtaTransactions;
import nl.privacyloket.kit.ndjson.NdjsonLines;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.notification.organisation.Organisation;
import nl.privacyloket.notification.organisation.OrganisationRegister;
import nl.privacyloket.notification.registration.SubscriptionCheck.Checked;
import nl.privacyloket.notification.subscriber.Enrolment;
import nl.privacyloket.notification.subscriber.Enrolment.Outcome;
import nl.privacyloket.notification.subscriber.Enrolment.StaysEnded;
import nl.privacyloket.notification.subscriber.Enrolment.Stored;
import nl.privacyloket.notification.subscriber.Subscription;

/** Takes in what systems say of their lists: one entry, or a stream of them in batches with a transaction each. */
@ApplicationScoped
class SubscriberIntake {
    private static final int BATCH = 500;
    private static final int TOLD = 1_000;

    private final Enrolment enrolment;
    private final OrganisationRegister organisations;
    private final SubjectHash hash;
    private final ObjectMapper json;
    private final JtaTransactions transactions;
    private final Clock clock;

    SubscriberIntake(
            Enrolment enrolment,
            OrganisationRegister organisations,
            SubjectHash hash,
            ObjectMapper json,
            JtaTransactions transactions,
            Clock clock) {
        this.enrolment = enrolment;
        this.organisations = organisations;
        this.hash = hash;
        this.json = json;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A line that was not taken in. */
    record Rejection(long line, Fault fault) {}

    /** A purpose that an entry does not get although it was asked for. */
    record Ended(String subscriber, StaysEnded purpose) {}

    /**
     * What became of a stream of lines.
     *
     * @param accepted lines that were taken in, those that said nothing new among them
     * @param rejected the first thousand that were not
     * @param ended the first thousand purposes that stay ended
     */
    record Taken(
            long accepted,
            long unchanged,
            List<Rejection> rejected,
            long rejectedTotal,
            List<Ended> ended,
            long endedTotal) {}

    /** What holds for entries of an organisation at this moment. */
    SubscriptionCheck check(String organisation, Instant now) throws Exception {
        List<Organisation> policies =
                transactions.inTransaction(connection -> organisations.allInForce(connection, organisation, now));
        if (policies.isEmpty()) {
            throw new ProblemException(409, "policy-not-here-yet");
        }
        return new SubscriptionCheck(organisation, policies, hash, now);
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    Stored take(String organisation, Subscription subscription, String actor, Instant now) throws Exception {
        return transactions.inTransaction(
                connection -> enrolment.store(connection, organisation, subscription, actor, now));
    }

    /** Reads to the end. When it breaks off on the way, what was taken in stays; sending all of it again does no harm. */
    Taken take(String organisation, InputStream in, String actor) throws Exception {
        SubscriptionCheck check = check(organisation, now());
        Tally tally = new Tally();
        NdjsonLines lines = new NdjsonLines(in);
        Map<String, Subscription> batch = new LinkedHashMap<>();
        for (NdjsonLines.Line line = lines.next(); line != null; line = lines.next()) {
            Checked checked = checked(check, line);
            if (checked.subscription() == null) {
                tally.rejected(line.number(), checked.faults().get(0));
                continue;
            }
            if (batch.size() == BATCH
                    || batch.containsKey(checked.subscription().subscriber())) {
                store(organisation, batch, actor, tally);
                check = check(organisation, now());
            }
            batch.put(checked.subscription().subscriber(), checked.subscription());
        }
        store(organisation, batch, actor, tally);
        return tally.taken();
    }

    private Checked checked(SubscriptionCheck check, NdjsonLines.Line line) {
        if (line.isTooLong()) {
            return new Checked(null, List.of(new Fault(Fault.LINE_TOO_LONG, null)));
        }
        try {
            SubscriberLine said = SubscriberLine.read(json, line.bytes());
            return check.check(said.subscriber(), said.entry());
        } catch (Fault.Found e) {
            return new Checked(null, List.of(e.fault()));
        }
    }

    private void store(String organisation, Map<String, Subscription> batch, String actor, Tally tally)
            throws Exception {
        if (!batch.isEmpty()) {
            List<Subscription> full = List.copyOf(batch.values());
            Instant now = now();
            tally.stored(transactions.inTransaction(
                    connection -> enrolment.store(connection, organisation, full, actor, now)));
            batch.clear();
        }
    }

    private static final class Tally {
        private final List<Rejection> rejected = new ArrayList<>();
        private final List<Ended> ended = new ArrayList<>();
        private long accepted;
        private long unchanged;
        private long rejectedTotal;
        private long endedTotal;

        void rejected(long line, Fault fault) {
            rejectedTotal++;
            if (rejected.size() < TOLD) {
                rejected.add(new Rejection(line, fault));
            }
        }

        void stored(Map<String, Stored> batch) {
            accepted += batch.size();
            batch.forEach((subscriber, stored) -> {
                unchanged += stored.outcome() == Outcome.UNCHANGED ? 1 : 0;
                for (StaysEnded purpose : stored.ended()) {
                    endedTotal++;
                    if (ended.size() < TOLD) {
                        ended.add(new Ended(subscriber, purpose));
                    }
                }
            });
        }

        Taken taken() {
            return new Taken(accepted, unchanged, rejected, rejectedTotal, ended, endedTotal);
        }
    }
}
