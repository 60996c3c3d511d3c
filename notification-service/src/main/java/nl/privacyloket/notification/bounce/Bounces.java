package nl.privacyloket.notification.bounce;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.audit.AuditLedger;
import nl.privacyloket.messaging.transaction.Transactions;
import org.jboss.logging.Logger;

/** Makes known to which mail a report belongs. */
public final class Bounces {
    private static final Logger LOG = Logger.getLogger(Bounces.class);

    private final ReportReader reader;
    private final List<BouncedMail> mails;
    private final Map<Outcome, LongAdder> counts = new EnumMap<>(Outcome.class);
    private final AuditLedger audit = new AuditLedger();
    private final LongAdder unreadable = new LongAdder();

    /** @param mails the sorts of mail that can come back */
    public Bounces(ReportReader reader, List<BouncedMail> mails) {
        this.reader = reader;
        this.mails = List.copyOf(mails);
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, new LongAdder());
        }
    }

    /** What became of a report. */
    public enum Outcome {
        /** The mail did not arrive, and that is on record. */
        RECORDED,
        /** It tells of a delay or of an arrival: there is nothing to record. */
        NOT_FINAL,
        /** It is about none of our mails, or about one of so long ago that it is not believed. */
        UNKNOWN_MESSAGE,
        /** The mail is no report, such as the answer of a person or of an absent one. */
        NO_REPORT;

        /** The word in the API, such as {@code not-final}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Records a report. The same one twice does no more than once.
     *
     * @param mail as it arrived
     * @param organisation whose mail it must be about; null when the report came to the mailbox that all share
     * @throws UnreadableMailException when it cannot be read as a mail
     * @throws Exception when the database cannot be used
     */
    public Outcome record(byte[] mail, String organisation, Transactions transactions, Instant at) throws Exception {
        return record(mail, organisation, null, transactions, at);
    }

    /**
     * As above, of a report that somebody handed in.
     *
     * @param reported the entry that says who did, written with what is recorded and not otherwise; null for nobody
     */
    public Outcome record(byte[] mail, String organisation, AuditEntry reported, Transactions transactions, Instant at)
            throws Exception {
        Optional<DeliveryReport> report = read(mail);
        Outcome outcome = report.isEmpty() ? Outcome.NO_REPORT : Outcome.NOT_FINAL;
        if (report.flatMap(DeliveryReport::failed).isPresent()) {
            outcome = transactions.inTransaction(connection -> {
                Outcome recorded = record(connection, organisation, report.get(), at);
                if (recorded == Outcome.RECORDED && reported != null) {
                    audit.append(connection, List.of(reported));
                }
                return recorded;
            });
        }
        counts.get(outcome).increment();
        LOG.infof("report about a mail read outcome=%s", outcome.word());
        return outcome;
    }

    private Optional<DeliveryReport> read(byte[] mail) throws UnreadableMailException {
        try {
            return reader.read(mail);
        } catch (UnreadableMailException e) {
            unreadable.increment();
            throw e;
        }
    }

    private Outcome record(Connection connection, String organisation, DeliveryReport report, Instant at)
            throws SQLException {
        BounceStatus status = report.failed().orElseThrow();
        for (String id : report.ids()) {
            for (BouncedMail sort : mails) {
                if (sort.bounced(connection, organisation, id, status, at)) {
                    return Outcome.RECORDED;
                }
            }
        }
        return Outcome.UNKNOWN_MESSAGE;
    }

    /** How many reports ended so since this process started. */
    public long count(Outcome outcome) {
        return counts.get(outcome).sum();
    }

    /** How many mails could not be read since this process started. */
    public long unreadable() {
        return unreadable.sum();
    }
}
