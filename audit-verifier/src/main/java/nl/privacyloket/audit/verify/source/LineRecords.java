package nl.privacyloket.audit.verify.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.audit.verify.UnusableInputException;
import nl.privacyloket.audit.verify.record.Content;
import nl.privacyloket.audit.verify.record.Delivered;
import nl.privacyloket.audit.verify.record.Entry;
import nl.privacyloket.tlog.Hash;

/** Lines of an export or an archive as records: each line is the value of one, byte for byte. */
final class LineRecords {
    private LineRecords() {}

    /** Makes a record of a line; by any thread. */
    interface Form {
        /** @param value null for a line that is too long; an empty line's record is not delivered */
        Delivered record(long number, byte[] value) throws UnusableInputException;
    }

    static void deliver(InputStream in, Form form, AuditSource.Receiver receiver)
            throws IOException, UnusableInputException, InterruptedException {
        ReadAhead.deliver(new LineReader(in), form, receiver);
    }

    /** Collects the leaves of a range; another log's lines and checkpoints are passed over. */
    static final class Range implements AuditSource.Receiver {
        private final String log;
        private final long first;
        private final long last;
        private final List<Hash> leaves = new ArrayList<>();

        Range(String log, long first, long last) {
            this.log = log;
            this.first = first;
            this.last = last;
        }

        @Override
        public void accept(Delivered delivered) {
            Content content = delivered.content();
            long index = -1;
            Hash leaf = null;
            if (content instanceof Entry entry && entry.service().equals(log)) {
                index = entry.index();
                leaf = entry.leaf();
            } else if (content instanceof Content.Withheld place && log.equals(delivered.log())) {
                index = place.index();
                leaf = place.leaf();
            }
            if (index == first + leaves.size() && index <= last) {
                leaves.add(leaf);
            }
        }

        List<Hash> leaves() {
            return leaves.size() == last - first + 1 ? leaves : List.of();
        }
    }
}
