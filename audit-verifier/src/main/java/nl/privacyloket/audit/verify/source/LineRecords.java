package nl.privacyloket.audit.verify.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.audit.verify.UnusableInputException;
import nl.privacyloket.audit.verify.record.Content;
import nl.privacyloket.audit.verify.record.Delivered;
import nl.privacyloket.audit.verify.record.Entry;
import nl.privacyloket.audit.verify.record.RecordReader;
import nl.privacyloket.tlog.Hash;

/** Lines of an export or an archive as records: each line is the value of one, byte for byte. */
final class LineRecords {
    private LineRecords() {}

    /** Makes a record of a line. */
    interface Form {
        Delivered record(long number, byte[] value) throws UnusableInputException;
    }

    static void deliver(InputStream in, Form form, AuditSource.Receiver receiver)
            throws IOException, UnusableInputException {
        LineReader lines = new LineReader(in);
        long number = 0;
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            number++;
            boolean isEmpty = line.length == 0 && !lines.wasTooLong();
            Delivered record = form.record(number, lines.wasTooLong() ? null : line);
            if (!isEmpty) {
                receiver.accept(record);
            }
        }
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
            Content content = RecordReader.read(delivered.value());
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
