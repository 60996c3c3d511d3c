package nl.privacyloket.request.evidence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Outcomes of checks whether somebody may act for the person. */
@ApplicationScoped
public class RepresentationChecks {

    private static final String OF =
            "select capacity, outcome, checked_at, checked_by from representation_check where request_id = ?";
    private static final String ADD = "insert into representation_check"
            + " (request_id, capacity, outcome, checked_at, checked_by) values (?, ?, ?, ?, ?)";

    private final DataSource dataSource;

    RepresentationChecks(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Transactional(TxType.MANDATORY)
    public Optional<RepresentationCheck> of(UUID request) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement find = connection.prepareStatement(OF)) {
            find.setObject(1, request);
            try (ResultSet row = find.executeQuery()) {
                return row.next()
                        ? Optional.of(new RepresentationCheck(
                                row.getString(1),
                                row.getString(2),
                                row.getTimestamp(3).toInstant(),
                                row.getString(4)))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("representation check not read, SQLSTATE " + e.getSQLState(), e);
        }
    }

    @Transactional(TxType.MANDATORY)
    public void add(UUID request, RepresentationCheck check) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement add = connection.prepareStatement(ADD)) {
            add.setObject(1, request);
            add.setString(2, check.capacity());
            add.setString(3, check.outcome());
            add.setTimestamp(4, Timestamp.from(check.checkedAt()));
            add.setString(5, check.checkedBy());
            add.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("representation check not stored, SQLSTATE " + e.getSQLState(), e);
        }
    }
}
