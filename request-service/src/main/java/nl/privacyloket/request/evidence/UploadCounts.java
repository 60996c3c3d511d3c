package nl.privacyloket.request.evidence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.UUID;
import javax.sql.DataSource;

/** How many files were sent in for a request on a day, taken or not. */
@ApplicationScoped
public class UploadCounts {

    private static final String COUNT = "insert into upload_count (request_id, day, uploads) values (?, ?, 1)"
            + " on conflict (request_id, day) do update set uploads = upload_count.uploads + 1 returning uploads";

    private final DataSource dataSource;

    UploadCounts(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Counts one more, and tells how many that makes. */
    @Transactional(TxType.MANDATORY)
    public int count(UUID request, LocalDate day) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement count = connection.prepareStatement(COUNT)) {
            count.setObject(1, request);
            count.setDate(2, Date.valueOf(day));
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("upload not counted, SQLSTATE " + e.getSQLState(), e);
        }
    }
}
