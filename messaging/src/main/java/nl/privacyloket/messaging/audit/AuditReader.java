package nl.privacyloket.messaging.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.tlog.Checkpoint;
import nl.privacyloket.tlog.ConsistencyProof;
import nl.privacyloket.tlog.Hash;
import nl.privacyloket.tlog.InclusionProof;

/** Reads the log of a service. */
public final class AuditReader {
    private static final String LINES = """
            select entry."index", %s, data, hash
              from audit_entry entry join audit_node leaf on leaf.level = 0 and leaf.place = entry."index"
             where entry."index" between ? and ? order by entry."index"
            """.formatted(SequencedEntry.COLUMNS);

    private final String service;
    private final DataSource dataSource;

    public AuditReader(String service, DataSource dataSource) {
        this.service = service;
        this.dataSource = dataSource;
    }

    /** How many entries have a place: one more than the last index. */
    public long size() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return AuditHead.read(connection).nextIndex();
        }
    }

    /** How far the log is. */
    public AuditState state() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            AuditHead head = AuditHead.read(connection);
            return new AuditState(head.frontier().size(), head.checkpoint());
        }
    }

    /** How many entries of committed acts wait for their place. */
    public long pending() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement("select count(*) from audit_pending");
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * Entries of some organisations between the places {@code from} and {@code to}, both included. Places that are left out
     * belong to others.
     *
     * @param requestId only those about this request; null for all
     */
    public List<AuditRecord> read(long from, long to, Collection<String> organisations, UUID requestId)
            throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            // Whose an entry is the hashed bytes say, not the column: rows are chosen by place and request alone.
            String sql = "select \"index\", " + SequencedEntry.COLUMNS
                    + ", data from audit_entry where \"index\" between ? and ?"
                    + (requestId == null ? "" : " and request_id = ?") + " order by \"index\"";
            try (PreparedStatement query = connection.prepareStatement(sql)) {
                query.setLong(1, from);
                query.setLong(2, to);
                if (requestId != null) {
                    query.setObject(3, requestId);
                }
                List<AuditRecord> records = new ArrayList<>();
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        shown(SequencedEntry.from(service, rows), organisations).ifPresent(records::add);
                    }
                }
                return records;
            }
        }
    }

    /** Empty when it is another organisation's, or what is stored of it tells nothing any more. */
    private static Optional<AuditRecord> shown(SequencedEntry entry, Collection<String> organisations) {
        try {
            return Optional.of(entry.record()).filter(record -> organisations.contains(record.organisation()));
        } catch (PoisonEventException e) {
            return Optional.empty();
        }
    }

    /**
     * Every place from {@code from} to {@code to}, both included, that has a leaf: entries of these organisations as they were
     * published, of the others the leaf alone.
     */
    public List<AuditLine> lines(long from, long to, Collection<String> organisations) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(LINES)) {
            query.setLong(1, from);
            query.setLong(2, to);
            List<AuditLine> lines = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    SequencedEntry entry = SequencedEntry.from(service, rows);
                    boolean shown = shown(entry, organisations).isPresent();
                    lines.add(
                            new AuditLine(entry.index(), Hash.of(rows.getBytes("hash")), shown ? entry.data() : null));
                }
            }
            return lines;
        }
    }

    /**
     * Proves that an entry stands at its place in the log of some size.
     *
     * @throws IllegalArgumentException when that log has no such place
     * @throws AlteredEntryException when what is stored of the entry is not what was hashed
     */
    public InclusionAnswer inclusion(long index, long size) throws SQLException, AlteredEntryException {
        try (Connection connection = dataSource.getConnection()) {
            return inclusion(connection, index, size);
        }
    }

    private InclusionAnswer inclusion(Connection connection, long index, long size)
            throws SQLException, AlteredEntryException {
        try {
            List<Hash> hashes = InclusionProof.build(index, size, new AuditNodes(connection));
            Hash leaf = AuditNodes.leaf(connection, index);
            if (!Hash.ofLeaf(data(connection, index)).equals(leaf)) {
                throw new AlteredEntryException(index);
            }
            return new InclusionAnswer(leaf, hashes);
        } catch (MissingHashesException e) {
            throw new AlteredEntryException(e.firstEntry());
        }
    }

    /**
     * Proves that the log of size {@code to} begins with that of size {@code from}, which is not larger.
     *
     * @throws AlteredEntryException when hashes of entries have gone from the database
     */
    public List<Hash> consistency(long from, long to) throws SQLException, AlteredEntryException {
        try (Connection connection = dataSource.getConnection()) {
            return ConsistencyProof.build(from, to, new AuditNodes(connection));
        } catch (MissingHashesException e) {
            throw new AlteredEntryException(e.firstEntry());
        }
    }

    /**
     * Checks entries all the way from what is stored of them to the root that the last checkpoint signed.
     *
     * @param sample how many, by chance; some may be the same
     * @return places where something on that way was changed in the database
     */
    public List<Long> alteredAmong(int sample, RandomGenerator chance) throws SQLException {
        Set<Long> altered = new TreeSet<>();
        try (Connection connection = dataSource.getConnection()) {
            StoredCheckpoint last = AuditHead.read(connection).checkpoint();
            if (last != null) {
                Checkpoint signed =
                        Checkpoint.parse(last.note().substring(0, last.note().indexOf("\n\n") + 1));
                for (int i = 0; i < sample; i++) {
                    long index = chance.nextLong(signed.size());
                    if (!isWhole(connection, index, signed)) {
                        altered.add(index);
                    }
                }
            }
        }
        return List.copyOf(altered);
    }

    private boolean isWhole(Connection connection, long index, Checkpoint checkpoint) throws SQLException {
        try {
            InclusionAnswer answer = inclusion(connection, index, checkpoint.size());
            return SequencedEntry.read(connection, service, index, 1).get(0).isConsistent(service)
                    && InclusionProof.verify(
                            answer.leaf(), index, checkpoint.size(), answer.hashes(), checkpoint.root());
        } catch (AlteredEntryException e) {
            return false;
        }
    }

    private byte[] data(Connection connection, long index) throws SQLException {
        List<SequencedEntry> entries = SequencedEntry.read(connection, service, index, 1);
        return entries.isEmpty() || entries.get(0).index() != index
                ? new byte[0]
                : entries.get(0).data();
    }
}
