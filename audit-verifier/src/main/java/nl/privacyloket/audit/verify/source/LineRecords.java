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

    /** Makes a record of a line. */
    interface Form {
        Delivered record(long number, byte[] value) throws UnusableInputException;
    }

    static void deliver(InputStream in, Form form, AuditSource.Receiver receiver)
            throws IOException, UnusableInputException, InterruptedException {
        LineReader lines = new LineReader(in);
        long[] number = new long[1];
        ReadAhead.deliver(() -> next(lines, form, number), receiver);
    }

    /** The record of the next line that is not empty; null at the end. */
    private static Delivered next(LineReader lines, Form form, long[] number)
            throws IOException, UnusableInputException {
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            number[0]++;
            boolean isEmpty = line.length == 0 && !lines.wasTooLong();
            Delivered record = form.record(number[0], lines.wasTooLong() ? null : line);
            if (!isEmpty) {
                return record;
            }
        }
        return null;
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
                leaf = Hash.ofLeaf(entry.bytes());
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
