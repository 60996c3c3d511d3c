package nl.privacyloket.messaging.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;

/** Reads the log of a service. */
public final class AuditReader {
    private static final String RANGE = """
            select "index", %s, data
              from audit_entry where "index" between ? and ? and organisation = any (?) order by "index"
            """.formatted(SequencedEntry.COLUMNS);

    private final String service;
    private final DataSource dataSource;

    public AuditReader(String service, DataSource dataSource) {
        this.service = service;
        this.dataSource = dataSource;
    }

    /** How many entries have a place: one more than the last index. */
    public long size() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement("select next_index from audit_head");
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * Entries of some organisations between the places {@code from} and {@code to}, both included.
     * Places that are left out belong to others.
     */
    public List<AuditRecord> read(long from, long to, Collection<String> organisations) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(RANGE)) {
            query.setLong(1, from);
            query.setLong(2, to);
            query.setArray(3, connection.createArrayOf("text", organisations.toArray()));
            List<AuditRecord> records = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    records.add(AuditRecord.of(service, rows.getLong("index"), SequencedEntry.entryFrom(rows)));
                }
            }
            return records;
        }
    }
}
